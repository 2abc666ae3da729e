using Dashboard.Services.Environments;

namespace Dashboard.Services.Commands;

/// <summary>Which processes of ours run in containers, so that they can be ended whatever becomes of us.</summary>
internal interface IExecJournal
{
    /// <summary>Notes that processes with <paramref name="mark"/> are about to run.</summary>
    /// <exception cref="EngineErrorException">Refused: it can't be noted.</exception>
    void Begin(string mark, ResourceName environment, string containerId);

    /// <summary>Nothing with this mark is ours to end any more.</summary>
    void End(string mark);

    /// <summary>Ends all that carries <paramref name="mark"/>, and notes it; what can't be ended now is tried at the next start.</summary>
    Task EndProcessesAsync(EngineConnection connection, string containerId, string mark, CancellationToken cancellationToken);
}
