using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Logs;

/// <summary>A log that somebody may read.</summary>
/// <param name="Held">The log.</param>
/// <param name="IsHeld">Whether they still may.</param>
internal sealed record OpenedLog(ContainerLog Held, Func<bool> IsHeld);

/// <summary>The one way to a log for somebody who asks: of a container that is there, or what was kept of one that is gone.</summary>
internal sealed class LogOpening(LogKeeper keeper, IScopedResolver resolver)
{
    /// <summary>Opens a log.</summary>
    /// <exception cref="EngineErrorException">NotFound, Refused, Unreachable.</exception>
    public async Task<OpenedLog> OpenAsync(Actor actor, DockerEnvironment environment, ResourceName name, CancellationToken cancellationToken)
    {
        var logs = keeper.For(environment);
        try
        {
            var container = await resolver.ResolveContainerAsync(actor, environment, name, Right.Logs, cancellationToken);
            return new OpenedLog(Open(environment, container.Details.Summary), () => resolver.May(actor, Right.Logs, environment, container));
        }
        catch (EngineErrorException e) when (e.Error.Kind == EngineErrorKind.NotFound)
        {
            var owner = Gone(actor, environment).FirstOrDefault(o => o.Name == name.Value || o.Id.StartsWith(name.Value, StringComparison.Ordinal));
            return owner is not null && logs.OpenGone(owner) is { } held
                ? new OpenedLog(held, () => resolver.May(actor, Right.Logs, environment, owner.Summary))
                : throw new EngineErrorException(e.Error, e);
        }
    }

    /// <summary>Opens the log of a container whose reader was judged already.</summary>
    /// <exception cref="EngineErrorException">Refused: the disk does not take it.</exception>
    public ContainerLog Open(DockerEnvironment environment, ContainerSummary container)
    {
        try
        {
            return keeper.For(environment).Open(container);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Refused, $"The dashboard can't keep this log in its data directory: {e.Message}"), e);
        }
    }

    /// <summary>Opens what is kept of a container that is gone, whose reader was judged already; null when it is kept no more.</summary>
    public ContainerLog? OpenGone(DockerEnvironment environment, LogOwner owner) => keeper.For(environment).OpenGone(owner);

    /// <summary>Whose logs are kept though their containers are gone, of those that <paramref name="actor"/> may read.</summary>
    public IEnumerable<LogOwner> Gone(Actor actor, DockerEnvironment environment) => keeper.For(environment).Gone()
        .Where(o => resolver.CanSee(actor, environment, o.Summary) && resolver.May(actor, Right.Logs, environment, o.Summary));

    /// <summary>The error of somebody whose right was taken away while they read.</summary>
    public static EngineErrorException Lost(Actor actor, Exception inner) =>
        new(new EngineError(EngineErrorKind.Refused, $"{actor.UserName} has lost the right to this log ({Right.Logs})."), inner);
}
