using System.Runtime.CompilerServices;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Logs;

/// <summary>Containers' logs, each read scoped to who asks.</summary>
public interface ILogs
{
    /// <summary>
    /// Follows a log: batches in the format of <see cref="LogBatch"/>, over restarts of the container and of the engine. Ends when the
    /// container is removed or the token is cancelled.
    /// </summary>
    /// <exception cref="EngineErrorException">
    /// NotFound, Refused, Unsupported (a log driver that can't be read), Unreachable: thrown before the first batch or later.
    /// </exception>
    IAsyncEnumerable<byte[]> FollowAsync(
        Actor actor, DockerEnvironment environment, ResourceName container, LogRequest request, CancellationToken cancellationToken);
}

/// <inheritdoc cref="ILogs"/>
internal sealed class ContainerLogs(IScopedResolver resolver, IRightsSource rights, IContainerQueries containers) : ILogs
{
    public async IAsyncEnumerable<byte[]> FollowAsync(
        Actor actor,
        DockerEnvironment environment,
        ResourceName container,
        LogRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var resolved = await resolver.ResolveContainerAsync(actor, environment, container, Right.Logs, cancellationToken);
        using var watch = new RightWatch(rights, () => resolver.May(actor, Right.Logs, environment, resolved), cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(watch.Token);
        using var queue = new LogQueue();
        var following = RunAsync();
        try
        {
            while (await NextAsync() is { } batch)
            {
                yield return batch;
            }

            await following;
        }
        finally
        {
            await stop.CancelAsync();
            queue.Complete();
            await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task<byte[]?> NextAsync()
        {
            try
            {
                return await queue.ReadAsync(watch.Token);
            }
            catch (OperationCanceledException e) when (watch.IsLost)
            {
                throw new EngineErrorException(new EngineError(EngineErrorKind.Refused, $"{actor.UserName} has lost the right to this log ({Right.Logs})."), e);
            }
        }

        async Task RunAsync()
        {
            try
            {
                await new LogFollower(actor, environment, resolver, containers).RunAsync(resolved, request, queue, stop.Token);
            }
            finally
            {
                queue.Complete();
            }
        }
    }
}
