using System.Globalization;
using Dashboard.Services.Access;
using Dashboard.Services.Access.Protection;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Commands;

/// <summary>Authorises a command: turns what it names into things that its actor may act on, or into errors.</summary>
internal sealed class CommandAuthoriser(IScopedResolver resolver, IProtections protections, IEnumerable<IObjectReader> readers)
{
    // All containers of a large engine, by their ids.
    private const int MostTargets = 20_000;
    private const int MostQuestions = 16;

    // How long the engine may take to tell what is asked about.
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    /// <summary>Finds each thing that a command names, and whether its right is held. Each may be a question to the engine, whose answer is held until all have come.</summary>
    /// <exception cref="EngineErrorException">Invalid: too many are named. Unreachable: the engine does not answer.</exception>
    public async Task<AuthorisedTarget[]> AuthoriseAsync(
        Actor actor, DockerEnvironment environment, DockerCommand command, Demand[] demands, CancellationToken cancellationToken)
    {
        if (demands.Length > MostTargets)
        {
            throw new EngineErrorException(new EngineError(
                EngineErrorKind.Invalid, string.Create(CultureInfo.InvariantCulture, $"The command names {demands.Length} things; at most {MostTargets} at once.")));
        }

        var targets = new AuthorisedTarget[demands.Length];
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_patience);
        var options = new ParallelOptions { MaxDegreeOfParallelism = MostQuestions, CancellationToken = patience.Token };
        try
        {
            await Parallel.ForAsync(0, demands.Length, options, async (i, token) => targets[i] = await AuthoriseAsync(actor, environment, command, demands[i], token));
            return targets;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EngineErrorException(EngineError.Silent(_patience));
        }
    }

    private async Task<AuthorisedTarget> AuthoriseAsync(
        Actor actor, DockerEnvironment environment, DockerCommand command, Demand demand, CancellationToken cancellationToken)
    {
        if (demand.Target.Kind == TargetKind.Engine)
        {
            return new AuthorisedTarget(demand.Target.Name, null, actor.MayOnAllOf(demand.Right, environment.Name)
                ? null
                : new EngineError(EngineErrorKind.Refused, $"{actor.UserName} lacks the right to do this on all of {environment.Name} ({demand.Right})."));
        }

        if (demand.Target.Kind == TargetKind.Visible)
        {
            return new AuthorisedTarget(demand.Target.Name, null, actor.MayOnSomethingOf(demand.Right, environment.Name)
                ? null
                : new EngineError(EngineErrorKind.Refused, $"{actor.UserName} lacks the right to do this to anything on {environment.Name} ({demand.Right})."));
        }

        if (readers.FirstOrDefault(r => r.Kind == demand.Target.Kind) is { } reader)
        {
            return await FindAsync(actor, environment, demand, reader, cancellationToken)
                ?? new AuthorisedTarget(demand.Target.Name, null, reader.Missing(demand.Target.Name.Value));
        }

        var container = await AuthoriseContainerAsync(actor, environment, command, demand, cancellationToken);
        if (demand.Target.Kind != TargetKind.Anything || container.Error is not { Kind: EngineErrorKind.NotFound })
        {
            return container;
        }

        foreach (var next in readers)
        {
            if (await FindAsync(actor, environment, demand, next, cancellationToken) is { } found)
            {
                return found;
            }
        }

        return container;
    }

    // Null: there is none of this sort, or it is not theirs to see.
    private static async Task<AuthorisedTarget?> FindAsync(
        Actor actor, DockerEnvironment environment, Demand demand, IObjectReader reader, CancellationToken cancellationToken)
    {
        var name = demand.Target.Name;
        try
        {
            var found = await reader.FindAsync(actor, environment, name.Value, cancellationToken);
            return found is null ? null
                : Holds(actor, environment, demand.Right, found) ? new AuthorisedTarget(name, null, null) { Thing = found }
                : new AuthorisedTarget(name, null, new EngineError(EngineErrorKind.Refused, $"{actor.UserName} lacks the right to do this to {name} ({demand.Right})."));
        }
        catch (EngineErrorException e) when (e.Error.Kind == EngineErrorKind.NotFound)
        {
            return null;
        }
        catch (EngineErrorException e) when (e.Error.Kind is not EngineErrorKind.Unreachable)
        {
            return new AuthorisedTarget(name, null, e.Error);
        }
    }

    private async Task<AuthorisedTarget> AuthoriseContainerAsync(
        Actor actor, DockerEnvironment environment, DockerCommand command, Demand demand, CancellationToken cancellationToken)
    {
        try
        {
            var container = await resolver.ResolveContainerAsync(actor, environment, demand.Target.Name, demand.Right, cancellationToken);
            return command.EndsContainers
                && protections.ReasonFor(environment, container.Id, container.Name, container.Labels) is { } reason
                ? new AuthorisedTarget(demand.Target.Name, null, new EngineError(EngineErrorKind.Refused, reason))
                : new AuthorisedTarget(demand.Target.Name, container, null);
        }
        catch (EngineErrorException e) when (e.Error.Kind is not EngineErrorKind.Unreachable)
        {
            return new AuthorisedTarget(demand.Target.Name, null, e.Error);
        }
    }

    /// <summary>Whether the right to act on <paramref name="target"/> is still held.</summary>
    public bool IsHeld(Actor actor, DockerEnvironment environment, Demand demand, AuthorisedTarget target) => target.Container is { } container
        ? resolver.May(actor, demand.Right, environment, container)
        : target.Thing is { } thing ? Holds(actor, environment, demand.Right, thing)
        : demand.Target.Kind == TargetKind.Visible ? actor.MayOnSomethingOf(demand.Right, environment.Name)
        : actor.MayOnAllOf(demand.Right, environment.Name);

    private static bool Holds(Actor actor, DockerEnvironment environment, Right right, ResolvedObject thing) => thing.Labels is { } labels
        ? actor.RightsOn(environment.Name, labels).HasFlag(right | Right.View)
        : actor.MayOnSomethingOf(right, environment.Name);
}
