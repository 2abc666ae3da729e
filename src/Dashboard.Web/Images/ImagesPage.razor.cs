using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Images;
using Dashboard.Services.Jobs;
using Dashboard.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Dashboard.Web.Images;

/// <summary>The images of all engines, what they take, and who uses them. Read anew when a job ends, and every few seconds.</summary>
public sealed partial class ImagesPage : IDisposable
{
    private const int MostUsers = 3;

    private static readonly TimeSpan _pace = TimeSpan.FromSeconds(10);
    private static readonly DialogOptions _dialog = new() { MaxWidth = MaxWidth.Small, FullWidth = true, CloseOnEscapeKey = true };

    private readonly CancellationTokenSource _gone = new();
    private readonly HashSet<(string, string)> _selected = [];
    private IReadOnlyList<ImageLine> _rows = [];
    private IReadOnlyList<string> _outcome = [];
    private Actor _actor = Actor.Nobody;
    private string _filter = "";
    private string? _error;
    private ImageKind _kind = ImageKind.All;
    private bool _loaded;
    private bool _manyEngines;
    private int _running;

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
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ImagesText> Text { get; set; } = null!;

    private string Labels => ElementLabels.From(Text);

    private List<ImageLine> Shown => [.. _rows.Where(r => Is(r, _kind) && Matches(r))];

    private IEnumerable<ImageLine> Selected => _rows.Where(r => _selected.Contains(r.Key));

    /// <inheritdoc/>
    public void Dispose()
    {
        Jobs.Changed -= OnJobs;
        _gone.Cancel();
        _gone.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _actor = (await SignedIn).User.ToActor();
        _running = Running();
        Jobs.Changed += OnJobs;
        await LoadAsync();
        _ = FollowAsync();
    }

    private static bool Is(ImageLine row, ImageKind kind) => kind switch
    {
        ImageKind.Used => row.Image.IsUsed,
        ImageKind.Unused => !row.Image.IsUsed,
        ImageKind.Dangling => row.Image.IsDangling,
        _ => true,
    };

    // Of one that has only a digest, the name it was pulled by.
    private static IEnumerable<(string Name, string Tag)> NameParts(ImageSummary image) => image.Tags.Count > 0
        ? image.Tags.Select(ImageNames.Cut)
        : image.Digests.Select(d => (ImageNames.Cut(d).Name, "@" + ImageNames.ShortId(ImageNames.Cut(d).Suffix))).Distinct();

    // "repo:tag" is one word; several words must all be there.
    private bool Matches(ImageLine row) => _filter.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word =>
        row.Image.Tags.Concat(row.Image.Digests).Append(row.Image.Id).Concat(row.Image.Users.Select(u => u.Name)).Any(t => t.Contains(word, StringComparison.OrdinalIgnoreCase)));

    private void Toggle(ImageLine row)
    {
        if (!_selected.Remove(row.Key))
        {
            _selected.Add(row.Key);
        }
    }

    private void SelectAll(ChangeEventArgs change)
    {
        var keys = Shown.Select(r => r.Key).ToList();
        if (change.Value is true)
        {
            _selected.UnionWith(keys);
        }
        else
        {
            _selected.ExceptWith(keys);
        }
    }

    private List<string> NamesOf(DockerEnvironment environment) => [.. Selected.Where(r => r.Environment == environment).SelectMany(r => r.Names)];

    private async Task FollowAsync()
    {
        using var timer = new PeriodicTimer(_pace, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_gone.Token))
            {
                await InvokeAsync(LoadAsync);
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private int Running() => Jobs.SeenBy(_actor).Count(j => j.State == JobState.Running);

    private void OnJobs()
    {
        var running = Running();
        if (Interlocked.Exchange(ref _running, running) > running)
        {
            _ = InvokeAsync(LoadAsync);
        }
    }

    private async Task LoadAsync()
    {
        List<ImageLine> rows = [];
        _error = null;
        var known = _rows.ToDictionary(r => r.Key, r => r.Shared);
        var engines = Registry.SeenBy(_actor).ToList();
        _manyEngines = engines.Count > 1;
        foreach (var environment in engines)
        {
            try
            {
                rows.AddRange((await Images.ListAsync(_actor, environment, _gone.Token)).Select(i => new ImageLine(environment, i, null)).Select(r => r with { Shared = known.GetValueOrDefault(r.Key) }));
            }
            catch (EngineErrorException e)
            {
                _error = e.Error.Message;
            }
            catch (OperationCanceledException) when (_gone.IsCancellationRequested)
            {
                return;
            }
        }

        _rows = rows;
        _loaded = true;
        _selected.IntersectWith(rows.Select(r => r.Key));
        StateHasChanged();
        if (_rows.Any(r => r.Shared is null))
        {
            await MeasureAsync();
        }
    }

    // Takes old engines a while, so the list does not wait for it.
    private async Task MeasureAsync()
    {
        foreach (var environment in _rows.Select(r => r.Environment).Distinct().ToList())
        {
            try
            {
                var shared = await Images.SharedSizesAsync(_actor, environment, _gone.Token);
                _rows = [.. _rows.Select(r => r.Environment == environment ? r with { Shared = shared.TryGetValue(r.Image.Id, out var size) ? size : r.Shared } : r)];
                StateHasChanged();
            }
            catch (EngineErrorException e)
            {
                _error = e.Error.Message;
            }
            catch (OperationCanceledException) when (_gone.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task PullAsync() => await Dialogs.ShowAsync<PullDialog>(null, new DialogParameters<PullDialog> { { d => d.Actor, _actor } }, _dialog);

    private async Task RemoveAsync()
    {
        var lines = Selected.Where(r => _actor.MayOnAllOf(Right.Remove, r.Environment.Name)).ToList();
        var dialog = await Dialogs.ShowAsync<RemoveImagesDialog>(null, new DialogParameters<RemoveImagesDialog> { { d => d.Images, lines } }, _dialog);
        if (await dialog.Result is not { Canceled: false, Data: bool force })
        {
            return;
        }

        List<string> failures = [];
        foreach (var group in lines.GroupBy(l => l.Environment))
        {
            foreach (var line in group)
            {
                // One by one, so that each tells for itself.
                var result = await Runner.RunAsync(_actor, group.Key, line.Removal(force), terminal: null, _gone.Token);
                if (result.ExitCode != 0)
                {
                    failures.Add($"{line.Image.Name}: {result.Error?.Message ?? result.Stderr.Trim()}");
                }
            }
        }

        _outcome = failures;
        _selected.Clear();
        await LoadAsync();
    }
}
