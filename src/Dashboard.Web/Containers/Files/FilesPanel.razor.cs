using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Files;
using Dashboard.Services.Environments;
using Dashboard.Web.Shared;
using Dashboard.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers.Files;

/// <summary>The files of a container: a folder, or a file. Which one is in the page's address, so that Back goes back.</summary>
public sealed partial class FilesPanel : IDisposable
{
    // A chain of links longer than this is one that Linux would not follow either.
    private const int MostLinks = 40;
    private const int MostSteps = 24;

    private readonly Dictionary<string, char> _none = [];
    private CancellationTokenSource _looking = new();
    private IReadOnlyDictionary<string, char> _marks = new Dictionary<string, char>();
    private ContainerPath _path = ContainerPath.Root;
    private string? _shown;
    private FileLook? _look;
    private string? _error;
    private string _typed = "";
    private int _links;
    private bool _busy;

    /// <summary>Who looks.</summary>
    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    /// <summary>On which engine.</summary>
    [Parameter, EditorRequired]
    public required DockerEnvironment Environment { get; set; }

    /// <summary>The container as its page's address has it.</summary>
    [Parameter, EditorRequired]
    public required string Container { get; set; }

    /// <summary>The container.</summary>
    [Parameter, EditorRequired]
    public required ContainerSummary Summary { get; set; }

    [Inject]
    private IContainerFiles Files { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IStringLocalizer<FilesText> Text { get; set; } = null!;

    // By id: what is shown must not become another's that took its name.
    private string Id => Summary.ShortId;

    // What docker cp into it asks for.
    private bool MayUpload => Actor.May(Right.Exec, Environment.Name, Summary);

    // Of a way of a thousand folders, its beginning and its end.
    private IEnumerable<ContainerPath> Steps => _path.Way is { Count: > MostSteps } way ? way.TakeLast(MostSteps - 1).Prepend(way[0]) : _path.Way;

    private string Labels => ElementLabels.From(Text);

    private string Line => new CopyFiles { Source = $"{Summary.Name}:{_path}", Destination = "-" }.ToString();

    private string UploadLine => new CopyFiles { Source = "-", Destination = $"{Summary.Name}:{_path}" }.ToString();

    /// <inheritdoc/>
    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        _looking.Cancel();
        _looking.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => Navigation.LocationChanged += OnLocationChanged;

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => FollowAddressAsync();

    private string UrlOf(ContainerPath path) => AppUrls.ContainerFiles(Environment.Name.Value, Container, path.Value);

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(async () =>
    {
        // The address may be another page's already.
        if (new Uri(e.Location).AbsolutePath == new Uri(Navigation.ToAbsoluteUri(UrlOf(ContainerPath.Root)).AbsoluteUri).AbsolutePath)
        {
            await FollowAddressAsync();
            StateHasChanged();
        }
    });

    private Task FollowAddressAsync()
    {
        var asked = QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query).TryGetValue(AppUrls.PathQuery, out var given) ? given.ToString() : "/";
        var wanted = $"{Id} {asked}";
        if (_shown == wanted)
        {
            return Task.CompletedTask;
        }

        _shown = wanted;
        if (!ContainerPath.TryParse(asked, out var path))
        {
            (_path, _look, _error) = (ContainerPath.Root, null, Text["NoPath"]);
            return Task.CompletedTask;
        }

        (_path, _look, _marks) = (path, null, _none);
        return LookAsync(0, isPatient: false);
    }

    private Task RefreshAsync() => LookAsync(0, isPatient: false);

    private Task ReadOnAsync() => LookAsync(0, isPatient: true);

    private Task ReadAsync(long offset) => LookAsync(offset, isPatient: false);

    private void Go()
    {
        var typed = _typed.Trim();
        _typed = "";
        if (typed.Length > 0)
        {
            // From the folder that is shown, unless it says otherwise.
            var from = _look?.Listing is null ? _path.Parent : _path;
            Navigation.NavigateTo(AppUrls.ContainerFiles(Environment.Name.Value, Container, typed.StartsWith('/') ? typed : $"{from}/{typed}"));
        }
    }

    private async Task LookAsync(long offset, bool isPatient)
    {
        await _looking.CancelAsync();
        _looking.Dispose();
        _looking = new CancellationTokenSource();
        var (token, path) = (_looking.Token, _path);
        (_busy, _error) = (true, null);
        StateHasChanged();
        try
        {
            _look = await Files.LookAsync(Actor, Environment, ResourceName.Of(Id), path, offset, isPatient, token);
            _busy = false;
            if (_look.LeadsTo is { } target)
            {
                Follow(target);
                return;
            }

            _links = 0;
            if (_look.Listing is not null)
            {
                StateHasChanged();
                var marks = await Files.ChangesAsync(Actor, Environment, ResourceName.Of(Id), path, token);
                _marks = marks;
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // Another look is under way, or the page is gone.
        }
        catch (EngineErrorException e)
        {
            (_busy, _error) = (false, e.Error.Message);
        }
    }

    // In the place of the link's own address, so that Back does not lead into it again.
    private void Follow(ContainerPath target)
    {
        if (++_links > MostLinks)
        {
            (_links, _error) = (0, Text["Loop"]);
            return;
        }

        Navigation.NavigateTo(UrlOf(target), replace: true);
    }
}
