using Dashboard.Services.Access;

namespace Dashboard.Services.Audit;

/// <summary>
/// Who did what, where, with what result: append-only and hash-chained. An intent is durable before anything is done,
/// the outcome is written after.
/// </summary>
public interface IAuditLog
{
    /// <summary>A row was written by this program: on which engine ("" for none), and what. Raised on the writer's thread: return at once.</summary>
    event Action<string, string>? Written;

    /// <summary>Writes the intent durably and gives its number, for <see cref="CompleteAsync"/>.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="environment">Which engine, or "" when none is concerned.</param>
    /// <param name="action">What, as a docker command ("docker stop web") or as "sign-in", "setup", "token create".</param>
    /// <param name="cancellationToken">Gives up waiting; the row is then not written.</param>
    /// <exception cref="AuditUnavailableException">The row could not be written: the action must not be done.</exception>
    Task<long> BeginAsync(Actor actor, string environment, string action, CancellationToken cancellationToken);

    /// <summary>Writes the outcome of intent <paramref name="intent"/>, e.g. "ok", "refused: …", "exit 1".</summary>
    /// <exception cref="AuditUnavailableException">The row could not be written.</exception>
    Task CompleteAsync(long intent, string outcome, CancellationToken cancellationToken);

    /// <summary>Writes something that has happened already, intent and outcome in one row (a sign-in, a refusal).</summary>
    /// <exception cref="AuditUnavailableException">The row could not be written.</exception>
    Task RecordAsync(Actor actor, string environment, string action, string outcome, CancellationToken cancellationToken);
}

/// <summary>The audit log can't be written; changes are refused until it can, views go on.</summary>
public sealed class AuditUnavailableException(string message, Exception inner) : Exception(message, inner);
