using System.Text;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Terminals.Recordings;

namespace Dashboard.Testing;

/// <summary>Recordings that a test puts there; everybody who holds the right sees them.</summary>
public sealed class FakeRecordings : IRecordings
{
    private readonly List<Recording> _recordings = [];

    /// <inheritdoc/>
    public event Action<string>? Changed;

    /// <summary>What goes for every engine.</summary>
    public RecordingMode Mode { get; set; }

    /// <summary>Adds one.</summary>
    public void Add(Recording recording)
    {
        ArgumentNullException.ThrowIfNull(recording);
        _recordings.Insert(0, recording);
        Changed?.Invoke(recording.Environment);
    }

    /// <inheritdoc/>
    public RecordingMode ModeOf(DockerEnvironment environment) => Mode;

    /// <inheritdoc/>
    public IReadOnlyList<Recording> List(Actor actor, DockerEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(environment);
        return actor.Rights.HasFlag(Right.Recordings) ? [.. _recordings.Where(r => r.Environment == environment.Name.Value)] : [];
    }

    /// <inheritdoc/>
    public Recording Get(Actor actor, DockerEnvironment environment, long number) => List(actor, environment).FirstOrDefault(r => r.Number == number)
        ?? throw new EngineErrorException(new EngineError(EngineErrorKind.NotFound, $"No such recording: {number}"));

    /// <inheritdoc/>
    public async Task WriteAsync(
        Actor actor, DockerEnvironment environment, long number, RecordingUse use, Func<Recording, Stream> open, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(open);
        await open(Get(actor, environment, number)).WriteAsync(Encoding.UTF8.GetBytes("{\"version\":3,\"term\":{\"cols\":80,\"rows\":24}}\n"), cancellationToken);
    }
}
