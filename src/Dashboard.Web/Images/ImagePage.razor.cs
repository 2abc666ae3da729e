using System.Globalization;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Images;
using Dashboard.Services.Jobs;
using Dashboard.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Dashboard.Web.Images;

/// <summary>One image: how it was made, what containers of it begin with, and which there are.</summary>
public sealed partial class ImagePage : IDisposable
{
    private const string Unset = "#(nop)";
    private static readonly DialogOptions _dialog = new() { MaxWidth = MaxWidth.Small, FullWidth = true, CloseOnEscapeKey = true };

    private readonly CancellationTokenSource _gone = new();
    private ImageDetails? _details;
    private EngineError? _error;
    private DockerEnvironment? _environment;
    private Actor _actor = Actor.Nobody;
    private string? _failure;
    private string _newTag = "";
    private string _pushed = "";
    private bool _tagging;
    private bool _pushing;

    /// <summary>Name of the engine.</summary>
    [Parameter]
    public required string Environment { get; set; }

    /// <summary>Id or name.</summary>
    [Parameter]
    public required string Image { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private IImageQueries Images { get; set; } = null!;

    [Inject]
    private IEnvironmentRegistry Registry { get; set; } = null!;

    [Inject]
    private ICommandRunner Runner { get; set; } = null!;

    [Inject]
    private IJobs Jobs { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private NavigationManager Urls { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ImagesText> Text { get; set; } = null!;

    private ImageSummary Summary => _details!.Summary;

    private ImageLine Line => new(_environment!, Summary, null);

    private bool MayCreate => _actor.MayOnAllOf(Right.Create, _environment!.Name);

    private bool MayRead => _actor.MayOnAllOf(Right.ReadFiles, _environment!.Name);

    private bool MayPush => _actor.MayOnAllOf(Right.Create | Right.ReadFiles, _environment!.Name);

    private TagImage Tagging => new() { Source = Summary.Name, Target = _newTag.Trim().Length > 0 ? _newTag.Trim() : "NAME" };

    private PushImage Pushing => new() { Name = _pushed };

    private IEnumerable<(ImageLayer Layer, int Number)> Oldest => _details!.Layers.Reverse().Select((l, n) => (l, n + 1));

    private List<ImageLayer> Sized => [.. _details!.Layers.Reverse().Where(l => l.Size > 0)];

    /// <inheritdoc/>
    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        _actor = (await SignedIn).User.ToActor();
        await LoadAsync();
    }

    // "/bin/sh -c #(nop)  CMD ["sh"]" is how classic builds note settings.
    private static string Instruction(ImageLayer layer)
    {
        var text = layer.CreatedBy.StartsWith("/bin/sh -c ", StringComparison.Ordinal) ? layer.CreatedBy["/bin/sh -c ".Length..] : layer.CreatedBy;
        return text.StartsWith(Unset, StringComparison.Ordinal) ? text[Unset.Length..].Trim()
            : text != layer.CreatedBy ? $"RUN {text.Trim()}"
            : text.Length > 0 ? text : layer.Comment;
    }

    private string Share(ImageLayer layer) => (100d * layer.Size / Math.Max(1, _details!.Layers.Max(l => l.Size))).ToString("0.#", CultureInfo.InvariantCulture);

    private async Task LoadAsync()
    {
        try
        {
            _environment = Registry.Get(_actor, Environment);
            _details = await Images.DetailsAsync(_actor, _environment, Image, _gone.Token);
            _error = null;
            _pushed = Summary.Tags.Contains(_pushed) ? _pushed : Summary.Tags is [var first, ..] ? first : "";
        }
        catch (EngineErrorException e)
        {
            _error = e.Error;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private async Task TagAsync()
    {
        var result = await Runner.RunAsync(_actor, _environment!, Tagging, terminal: null, _gone.Token);
        _failure = result.ExitCode == 0 ? null : result.Error?.Message ?? result.Stderr.Trim();
        if (result.ExitCode == 0)
        {
            (_tagging, _newTag) = (false, "");
            await LoadAsync();
        }
    }

    private void Push()
    {
        Jobs.Start(_actor, _environment!, Pushing, CommandFiles.None);
        _pushing = false;
    }

    private async Task RemoveAsync()
    {
        var line = Line;
        var dialog = await Dialogs.ShowAsync<RemoveImagesDialog>(null, new DialogParameters<RemoveImagesDialog> { { d => d.Images, [line] } }, _dialog);
        if (await dialog.Result is not { Canceled: false, Data: bool force })
        {
            return;
        }

        var result = await Runner.RunAsync(_actor, _environment!, line.Removal(force), terminal: null, _gone.Token);
        if (result.ExitCode == 0)
        {
            Urls.NavigateTo(AppUrls.Images);
            return;
        }

        _failure = result.Error?.Message ?? result.Stderr.Trim();
        await LoadAsync();
    }
}
