using System.Runtime.CompilerServices;
using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Containers.Timeline;

/// <inheritdoc cref="IContainerTimeline"/>
internal sealed class ContainerTimeline(
    EngineHistories histories, IScopedResolver resolver, IAuditReader auditReader, IAuditLog audit, IRightsSource rights, OwnExecs own, TimeProvider time) : IContainerTimeline
{
    private const int MostPredecessors = 5;
    private const int MostAsked = 300;
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(500);

    // A pull before a run can take this long, and the row of the run is older than its container by it.
    private static readonly TimeSpan LongestPull = TimeSpan.FromMinutes(30);

    public async IAsyncEnumerable<ContainerStory> WatchAsync(
        Actor actor, DockerEnvironment environment, ResourceName container, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var history = histories.For(environment);
        using var wake = new SemaphoreSlim(0, 1);
        var gate = new Lock();
        string[] words = [container.Value];
        history.Changed += HearEngine;
        audit.Written += HearPeople;
        rights.Changed += Wake;
        try
        {
            while (true)
            {
                var (story, names) = await TellAsync(actor, environment, history, container, cancellationToken);
                words = names;
                yield return story;
                await wake.WaitAsync(cancellationToken);
                await Task.Delay(Spacing, time, cancellationToken);
            }
        }
        finally
        {
            rights.Changed -= Wake;
            audit.Written -= HearPeople;
            history.Changed -= HearEngine;
            // Whoever is in the middle of a call is waited for, so that nobody wakes what is gone.
            lock (gate)
            {
                words = [];
            }
        }

        void HearEngine(string id)
        {
            if (id == container.Value)
            {
                Wake();
            }
        }

        void HearPeople(string where, string action)
        {
            if (where == environment.Name.Value && Array.Exists(Volatile.Read(ref words), w => action.Contains(w, StringComparison.OrdinalIgnoreCase)))
            {
                Wake();
            }
        }

        void Wake()
        {
            lock (gate)
            {
                if (words.Length > 0 && wake.CurrentCount == 0)
                {
                    wake.Release();
                }
            }
        }
    }

    private async Task<(ContainerStory Story, string[] Words)> TellAsync(
        Actor actor, DockerEnvironment environment, EngineHistory history, ResourceName container, CancellationToken cancellationToken)
    {
        var picture = history.Of(container.Value);
        var details = await FindAsync(actor, environment, container, picture, cancellationToken);
        List<TimelineEntry> told = [.. (picture?.Entries ?? []).Where(e => !own.Contains(e.ExecId) && !IsCheck(e, picture))];
        if (details is not null)
        {
            told.AddRange(Milestones.Of(details, [.. told]));
        }

        var name = details?.Summary.Name ?? picture!.Name;
        var created = told.Select(e => e.Time).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Min();
        DateTimeOffset? gone = details is null ? told.Select(e => e.Time).DefaultIfEmpty(created).Max() : null;
        var before = Predecessors(actor, environment, history, container.Value, name, created);
        string[] words = [.. before.SelectMany(p => p.Names).Concat(picture?.Names ?? []).Append(name).Append(container.Value[..12]).Where(w => w.Length > 0).Distinct()];
        var since = before.SelectMany(p => p.Entries).Select(e => e.Time).Append(created).Min() - LongestPull;
        var asks = (await auditReader.ReadOfAsync(actor, environment.Name.Value, words, since, MostAsked, cancellationToken))
            .Select(AskedCommand.Read).OfType<AskedCommand>().ToList();
        var mine = StoryTelling.About(asks, container.Value, name, told, created, gone);
        var secrets = details?.Secrets ?? KnownSecrets.None;
        return (new ContainerStory(
            [.. StoryTelling.Merge(told, mine).Select(e => Masked(e, secrets))], [.. before.Select(p => Tell(p, asks.Except(mine)))], actor.MayManage, details?.RestartCount ?? 0), words);
    }

    // What was run in it and asked of it may have its secrets in it, without the names by which they are known.
    private static TimelineEntry Masked(TimelineEntry entry, KnownSecrets secrets) =>
        secrets.IsEmpty ? entry : entry with { Detail = secrets.Mask(entry.Detail), Output = secrets.Mask(entry.Output), Caused = [.. entry.Caused.Select(e => Masked(e, secrets))] };

    // What is gone is known by what the engine told of it while it was there. Its last event may come a moment after the engine has
    // forgotten it, so that is not waited for.
    private async Task<ContainerDetails?> FindAsync(
        Actor actor, DockerEnvironment environment, ResourceName container, HistoryPicture? picture, CancellationToken cancellationToken)
    {
        try
        {
            return (await resolver.ResolveContainerAsync(actor, environment, container, Right.View, cancellationToken)).Details;
        }
        catch (EngineErrorException e) when (e.Error.Kind == EngineErrorKind.NotFound && picture is not null && MaySee(actor, environment, picture))
        {
            return null;
        }
    }

    private static bool IsCheck(TimelineEntry entry, HistoryPicture? picture) => entry.What == "exec" && entry.Detail.Length > 0 && entry.Detail == picture?.HealthCommand;

    private static bool MaySee(Actor actor, DockerEnvironment environment, HistoryPicture picture) => picture.Labels is { } labels
        ? actor.RightsOn(environment.Name, labels).HasFlag(Right.View)
        : actor.MayOnAllOf(Right.View, environment.Name);

    private static List<HistoryPicture> Predecessors(
        Actor actor, DockerEnvironment environment, EngineHistory history, string id, string name, DateTimeOffset created) =>
        [.. history.Gone([name])
            .Where(p => p.Id != id && p.Entries.Count > 0 && p.Entries[0].Time < created && MaySee(actor, environment, p))
            .Take(MostPredecessors)];

    private TimelinePredecessor Tell(HistoryPicture old, IEnumerable<AskedCommand> asks)
    {
        var told = old.Entries.Where(e => !own.Contains(e.ExecId) && !IsCheck(e, old)).ToList();
        var about = StoryTelling.About(asks, old.Id, old.Name, told, old.Entries[0].Time, old.Entries[^1].Time);
        return new TimelinePredecessor(old.Id[..12], StoryTelling.Merge(told, about));
    }
}
