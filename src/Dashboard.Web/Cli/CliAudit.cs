using Dashboard.Services;
using Dashboard.Services.Access;
using Dashboard.Services.Audit;

namespace Dashboard.Web.Cli;

/// <summary>What is done on the server itself is audited like the rest: as "cli", since no account is signed in there.</summary>
internal static class CliAudit
{
    private static readonly Actor _operator = new("", "cli", Right.None, "cli");

    /// <exception cref="StartupException">The audit can't be written, so nothing may be done.</exception>
    public static async Task<long> BeginAsync(IAuditLog audit, string action, CancellationToken cancellationToken)
    {
        try
        {
            return await audit.BeginAsync(_operator, "", action, cancellationToken);
        }
        catch (AuditUnavailableException e)
        {
            throw new StartupException($"{e.Message}. Nothing was done.", e);
        }
    }
}
