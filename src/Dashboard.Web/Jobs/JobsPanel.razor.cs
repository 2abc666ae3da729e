using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Formatting;
using Dashboard.Services.Images.Builds;
using Dashboard.Services.Jobs;
using Dashboard.Web.Registries;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Jobs;

/// <summary>What takes a while on the server, in every page: how far it is, and a way to stop it. Drawn ten times a second at most.</summary>
public sealed partial class JobsPanel : IDisposable
{
    private const int MostLines = 200;

    private static readonly TimeSpan _spacing = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<Guid, JobRate> _rates = [];
    private IReadOnlyList<Job> _jobs = [];
    private Actor _actor = Actor.Nobody;
    private bool _open;
    private int _isDue;
    private ITimer? _timer;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private IJobs Jobs { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IStringLocalizer<JobsText> Text { get; set; } = null!;

    [Inject]
    private IStringLocalizer<RegistriesText> Registries { get; set; } = null!;

    private int Running => _jobs.Count(j => j.State == JobState.Running);

    /// <inheritdoc/>
    public void Dispose()
    {
        Jobs.Changed -= OnChanged;
        _timer?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if ((await SignedIn).User is not { Identity.IsAuthenticated: true } user)
        {
            return;
        }

        _actor = user.ToActor();
        _jobs = Jobs.SeenBy(_actor);
        _timer = Time.CreateTimer(_ => Draw(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Jobs.Changed += OnChanged;
    }

    // Told thousands of times a second while an image is pulled.
    private void OnChanged()
    {
        if (Interlocked.Exchange(ref _isDue, 1) == 0)
        {
            _timer?.Change(_spacing, Timeout.InfiniteTimeSpan);
        }
    }

    private void Draw()
    {
        Volatile.Write(ref _isDue, 0);
        _ = InvokeAsync(() =>
        {
            var before = _jobs;
            _jobs = Jobs.SeenBy(_actor);
            // What somebody has just begun here is what they want to see, also when it failed at once; of a build, its own page shows more.
            _open |= _jobs.Any(j => j.State is JobState.Running or JobState.Failed && j.Actor.UserId == _actor.UserId && j.Command is not BuildImage && !before.Contains(j));
            StateHasChanged();
        });
    }

    private void Clear() => Jobs.Clear(_actor);

    private string Facts(Job job)
    {
        List<string> facts = [];
        var progress = job.Progress;
        if (progress.Layers.Count > 0)
        {
            facts.Add(Text["Layers", progress.Complete, progress.Layers.Count]);
        }

        if (progress.Total > 0)
        {
            facts.Add($"{HumanSize.InThousands(progress.Downloaded, 3)} / {HumanSize.InThousands(progress.Total, 3)}");
        }

        if (job.State == JobState.Running)
        {
            var rate = _rates.TryGetValue(job.Id, out var known) ? known : _rates[job.Id] = new JobRate(Time);
            if (rate.Of(progress) is { } speed)
            {
                facts.Add($"{HumanSize.InThousands(speed, 3)}/s");
                if (progress.Total > progress.Downloaded)
                {
                    facts.Add(Text["Left", HumanDuration.Of(TimeSpan.FromSeconds((progress.Total - progress.Downloaded) / speed))]);
                }
            }
        }

        facts.Add(Text[$"State.{job.State}", HumanDuration.Of((job.Ended ?? Time.GetUtcNow()) - job.Started)]);
        if (job.Actor.UserId != _actor.UserId)
        {
            facts.Add(job.Actor.UserName);
        }

        return string.Join(" · ", facts);
    }

    private string Words(Job job, CommandResult result) => RegistryWords.Explain(Registries, job.Command, result.Error?.Message ?? result.Stderr.Trim());
}
