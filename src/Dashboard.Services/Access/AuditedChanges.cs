using Dashboard.Services.Audit;

namespace Dashboard.Services.Access;

/// <summary>Changes to accounts: the intent is durable before, the outcome is written after.</summary>
internal static class AuditedChanges
{
    /// <summary>Does <paramref name="change"/>, which says what came of it, e.g. "ok" or "refused: wrong password".</summary>
    /// <exception cref="AuditUnavailableException">The audit can't be written: nothing was done.</exception>
    public static async Task ChangeAsync(
        this IAuditLog audit, Actor actor, string action, Func<Task<string>> change, CancellationToken cancellationToken)
    {
        var intent = await audit.BeginAsync(actor, "", action, cancellationToken);
        var outcome = "failed";
        try
        {
            outcome = await change();
        }
        finally
        {
            await audit.CompleteAsync(intent, outcome, CancellationToken.None);
        }
    }
}
