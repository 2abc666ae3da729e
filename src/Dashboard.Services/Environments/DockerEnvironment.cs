using Dashboard.Services.Commands;

namespace Dashboard.Services.Environments;

/// <summary>One engine under its name in the dashboard: its health now, and the connection while it is up.</summary>
public sealed class DockerEnvironment : IDisposable
{
    private readonly Lock _gate = new();
    private TaskCompletionSource<EngineConnection> _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private EngineConnection? _connection;
    private EngineHealth _health;

    /// <summary>An engine that has not been spoken to yet.</summary>
    /// <param name="name">Its name in URLs, the API and the audit log; the first engine is "local".</param>
    /// <param name="endpoint">Where it listens.</param>
    /// <param name="now">Start of its first state (UTC).</param>
    public DockerEnvironment(ResourceName name, EngineEndpoint endpoint, DateTimeOffset now)
    {
        Name = name;
        Endpoint = endpoint;
        _health = new EngineHealth(EngineStatus.Connecting, null, now, null, null);
    }

    /// <summary>Raised after <see cref="Health"/> changed, on the monitor's thread: return at once.</summary>
    public event Action? HealthChanged;

    /// <summary>Asks the monitor to look again at once, because a call failed.</summary>
    internal event Action? CheckRequested;

    /// <summary>Its name in URLs, the API and the audit log.</summary>
    public ResourceName Name { get; }

    /// <summary>Where it listens.</summary>
    public EngineEndpoint Endpoint { get; }

    /// <summary>Its state now.</summary>
    public EngineHealth Health => Volatile.Read(ref _health);

    /// <summary>The connection now.</summary>
    /// <exception cref="EngineErrorException">The engine is not up; the message says why.</exception>
    internal EngineConnection Connection
    {
        get
        {
            lock (_gate)
            {
                return _connection ?? throw new EngineErrorException(
                    new EngineError(EngineErrorKind.Unreachable, _health.Reason ?? $"Not connected to {Endpoint} yet."));
            }
        }
    }

    /// <summary>The connection, as soon as there is one.</summary>
    internal Task<EngineConnection> WaitForConnectionAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _connected.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>A call failed as if the engine were gone: look again at once instead of at the next beat.</summary>
    internal void RequestCheck() => CheckRequested?.Invoke();

    internal void SetUp(EngineConnection connection, DateTimeOffset now)
    {
        EngineConnection? previous;
        lock (_gate)
        {
            previous = _connection;
            _connection = connection;
            if (_connected.Task.IsCompleted)
            {
                _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            _connected.SetResult(connection);
            _health = new EngineHealth(EngineStatus.Up, null, now, connection.EngineVersion, connection.ApiVersion.ToString()) { HasBuildKit = connection.HasBuildKit };
        }

        previous?.GiveUp();
        HealthChanged?.Invoke();
    }

    internal void SetDown(EngineStatus status, string reason, DateTimeOffset now)
    {
        EngineConnection? previous;
        lock (_gate)
        {
            if (_health.Status == status && _health.Reason == reason)
            {
                return;
            }

            previous = _connection;
            _connection = null;
            if (_connected.Task.IsCompleted)
            {
                _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            _health = _health with { Status = status, Reason = reason, Since = now };
        }

        previous?.GiveUp();
        HealthChanged?.Invoke();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _connection?.Dispose();
            _connection = null;
        }
    }
}
