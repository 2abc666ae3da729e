using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Logs.Merging;

/// <summary>The logs that a selector takes and somebody may read, asked for anew at each use.</summary>
internal sealed class MergeMembers(Actor actor, DockerEnvironment environment, LogSelector selector, LogOpening opening, IScopedResolver resolver, IContainerQueries containers)
{
    /// <summary>Most logs read as one: each may be a stream from the engine.</summary>
    public const int Most = 100;

    /// <summary>Opens them: of containers that are there, running ones first, and then of those that are gone.</summary>
    /// <param name="leftOut">How many more there are than <see cref="Most"/>.</param>
    /// <exception cref="EngineErrorException">NotFound: a container that the selector names; Refused: no right to its log.</exception>
    public IReadOnlyList<MergeMember> Open(out int leftOut)
    {
        var visible = Visible();
        var gone = opening.Gone(actor, environment).Where(o => selector.Takes(o.Summary)).ToList();
        foreach (var name in selector.Names)
        {
            ThrowIfUnknown(name, visible, gone);
        }

        List<ContainerSummary> present =
            [.. visible.Where(c => resolver.May(actor, Right.Logs, environment, c)).OrderByDescending(c => c.IsRunning).ThenByDescending(c => c.Created)];
        List<MergeMember> members = [.. present.Take(Most).Select(c => new MergeMember(opening.Open(environment, c)))];
        members.AddRange(gone.Take(Most - members.Count).Select(o => opening.OpenGone(environment, o)).OfType<ContainerLog>().Select(l => new MergeMember(l)));
        leftOut = Math.Max(0, present.Count - Most);
        return members;
    }

    /// <summary>Whether the reader still may read one that was opened.</summary>
    public bool MayRead(MergeMember member) => resolver.May(actor, Right.Logs, environment, member.Held.Owner.Summary);

    /// <summary>Whether a container's log is one of them.</summary>
    public bool Fits(ContainerSummary container) => selector.Takes(container);

    /// <summary>The error of a reader who may read none of them any more.</summary>
    public EngineErrorException Lost() =>
        new(new EngineError(EngineErrorKind.Refused, $"{actor.UserName} has lost the right to these logs ({Right.Logs})."));

    /// <summary>The containers that fit come and go: what happens to them.</summary>
    public ContainerSubscription Subscribe() => containers.Subscribe(actor, environment);

    private List<ContainerSummary> Visible()
    {
        using var subscription = Subscribe();
        return [.. subscription.Snapshot.Containers.Values.Where(selector.Takes)];
    }

    private void ThrowIfUnknown(ResourceName name, List<ContainerSummary> visible, List<LogOwner> gone)
    {
        var found = visible.Where(c => LogSelector.IsNamed(c, name)).ToList();
        if (found.Count == 0 && !gone.Exists(o => LogSelector.IsNamed(o.Summary, name)))
        {
            throw new EngineErrorException(EngineError.NoSuchContainer(name));
        }

        if (found.Count > 0 && !found.Exists(c => resolver.May(actor, Right.Logs, environment, c)))
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Refused, $"{actor.UserName} lacks the right to do this to {name} ({Right.Logs})."));
        }
    }
}
