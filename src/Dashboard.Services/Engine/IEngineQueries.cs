using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Engine;

/// <summary>Reads of engines themselves, each for whoever may see anything on them.</summary>
public interface IEngineQueries
{
    /// <summary>What the engine's host has.</summary>
    /// <exception cref="EngineErrorException">NotFound: there is no such engine for them. Unreachable: it is not up.</exception>
    Task<HostCapacity> CapacityAsync(Actor actor, DockerEnvironment environment, CancellationToken cancellationToken);
}

/// <inheritdoc cref="IEngineQueries"/>
internal sealed class EngineQueries : IEngineQueries
{
    public async Task<HostCapacity> CapacityAsync(Actor actor, DockerEnvironment environment, CancellationToken cancellationToken)
    {
        if (!actor.CanSeeAnyOf(environment.Name))
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.NotFound, $"No such environment: {environment.Name}"));
        }

        try
        {
            var info = await environment.Connection.Client.System.GetSystemInfoAsync(cancellationToken);
            return new HostCapacity((int)info.NCPU, info.MemTotal);
        }
        catch (Exception e) when (EngineErrors.Translate(e) is { } error)
        {
            throw new EngineErrorException(error, e);
        }
    }
}
