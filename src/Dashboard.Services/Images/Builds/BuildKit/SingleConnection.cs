using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Dashboard.Services.Images.Builds.BuildKit;

/// <summary>A "listener" that accepts one connection, which is there already, and then none.</summary>
internal sealed class SingleConnection(ConnectionContext connection) : IConnectionListenerFactory, IConnectionListener
{
    private readonly TaskCompletionSource<ConnectionContext?> _none = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ConnectionContext? _connection = connection;

    /// <summary>Nobody can connect to it.</summary>
    public EndPoint EndPoint { get; } = new IPEndPoint(IPAddress.None, 0);

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => ValueTask.FromResult<IConnectionListener>(this);

    public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        Interlocked.Exchange(ref _connection, null) is { } first ? ValueTask.FromResult<ConnectionContext?>(first) : new(_none.Task.WaitAsync(cancellationToken));

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _none.TrySetResult(null);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => UnbindAsync();
}
