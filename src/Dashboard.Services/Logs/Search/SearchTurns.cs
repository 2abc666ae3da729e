using Dashboard.Services.Access;
using Dashboard.Services.Budgets;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Logs.Search;

/// <summary>Turns of searches in logs, of one log or of several: each takes the processors while it runs, so others wait, and of each person one runs.</summary>
internal sealed class SearchTurns
{
    private readonly PersonGate _gate = new("searches in logs", mostInAll: 2, mostOfOne: 1);

    /// <summary>Waits for a turn, which is over when what is returned is disposed.</summary>
    /// <param name="actor">Who searches.</param>
    /// <param name="watch">Tells whether they still may.</param>
    /// <param name="cancellationToken">The watch's, which ends the wait when they may not any more.</param>
    /// <exception cref="EngineErrorException">Refused: the right was taken away meanwhile; Conflict: too many wait.</exception>
    public async Task<IDisposable> TakeAsync(Actor actor, RightWatch watch, CancellationToken cancellationToken)
    {
        try
        {
            return await _gate.EnterAsync(actor, cancellationToken);
        }
        catch (OperationCanceledException e) when (watch.IsLost)
        {
            throw LogOpening.Lost(actor, e);
        }
    }
}
