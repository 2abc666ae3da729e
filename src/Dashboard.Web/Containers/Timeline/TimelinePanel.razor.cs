using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Timeline;
using Dashboard.Services.Environments;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers.Timeline;

/// <summary>What happened to a container and who did what to it, newest first, kept current.</summary>
public sealed partial class TimelinePanel : IAsyncDisposable
{
    private const int PageSize = 200;

    // As Services keeps them; said to people.
    private const int MostStates = IContainerTimeline.MostStates;
    private const int MostExecs = IContainerTimeline.MostExecs;

    private static readonly TimeSpan Aging = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private static readonly (TimelineKind? Kind, string Key)[] Choices =
        [(null, "All"), (TimelineKind.State, "State"), (TimelineKind.Health, "Health"), (TimelineKind.Exec, "Exec"), (TimelineKind.Person, "Person")];

    private CancellationTokenSource _gone = new();
    private Task _watching = Task.CompletedTask;
    private (DockerEnvironment, ResourceName)? _watched;
    private ContainerStory? _story;
    private EngineError? _error;
    private List<TimelineEntry> _shown = [];
    private TimelineKind? _kind;
    private int _most = PageSize;
    private DateTimeOffset _now;

    /// <summary>Who looks.</summary>
    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    /// <summary>On which engine.</summary>
    [Parameter, EditorRequired]
    public required DockerEnvironment Environment { get; set; }

    /// <summary>Full id of the container.</summary>
    [Parameter, EditorRequired]
    public ResourceName Container { get; set; }

    [Inject]
    private IContainerTimeline Timeline { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IStringLocalizer<TimelineText> Text { get; set; } = null!;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _gone.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_watched == (Environment, Container))
        {
            return;
        }

        _watched = (Environment, Container);
        await StopAsync();
        _gone.Dispose();
        _gone = new CancellationTokenSource();
        (_story, _error, _shown, _most, _now) = (null, null, [], PageSize, Time.GetUtcNow());
        _watching = Task.WhenAll(WatchAsync(_gone.Token), AgeAsync(_gone.Token));
    }

    private async Task StopAsync()
    {
        await _gone.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await foreach (var story in Timeline.WatchAsync(Actor, Environment, Container, cancellationToken))
                {
                    await InvokeAsync(() => Show(story, null));
                }
            }
            catch (EngineErrorException e)
            {
                // What was known stays; what is not theirs any more does not.
                await InvokeAsync(() => Show(e.Error.Kind == EngineErrorKind.NotFound ? null : _story, e.Error));
                if (e.Error.Kind == EngineErrorKind.NotFound)
                {
                    return;
                }
            }

            await Task.Delay(RetryAfter, Time, cancellationToken);
        }
    }

    // "2 minutes ago" is not true for long.
    private async Task AgeAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Aging, Time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            await InvokeAsync(() => Show(_story, _error));
        }
    }

    private void Show(ContainerStory? story, EngineError? error)
    {
        (_story, _error, _now) = (story, error, Time.GetUtcNow());
        _shown = [.. Filtered(story?.Entries ?? [])];
        StateHasChanged();
    }

    private void Choose(TimelineKind? kind)
    {
        (_kind, _most) = (kind, PageSize);
        Show(_story, _error);
    }

    // Of one kind of thing, what somebody caused stands for itself.
    private IEnumerable<TimelineEntry> Filtered(IEnumerable<TimelineEntry> entries) => _kind switch
    {
        null => entries,
        TimelineKind.Person => entries.Where(e => e.Kind == TimelineKind.Person),
        { } kind => entries.SelectMany(e => e.Caused.Append(e)).Where(e => e.Kind == kind).OrderByDescending(e => e.Time),
    };

    private string AsText() => string.Concat(_shown.Take(_most).Select(Text.ToText));
}
