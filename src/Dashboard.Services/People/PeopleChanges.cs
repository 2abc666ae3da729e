using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.People;

/// <summary>
/// The one door to every change of people and rights: right to manage → audit intent → change in a transaction → somebody can still manage
/// → outcome → rights taken in, so that who lost one is cut off.
/// </summary>
public sealed partial class PeopleChanges(IServiceScopeFactory scopes, IAuditLog audit, IRightsSource rights, ILogger<PeopleChanges> logger)
{
    /// <summary>Makes a change.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="action">What, as the audit log tells it.</param>
    /// <param name="change">Does it with the scope's own services; what it saves counts only when all went well.</param>
    /// <param name="cancellationToken">Gives up; nothing is changed then.</param>
    internal async Task<PeopleOutcome> RunAsync(
        Actor actor, string action, Func<IServiceProvider, DashboardDbContext, CancellationToken, Task<PeopleOutcome>> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        try
        {
            if (!actor.MayManage)
            {
                await audit.RecordAsync(actor, "", action, "refused: no right to manage", cancellationToken);
                return PeopleOutcome.Not(PeopleOutcome.Refused);
            }

            var intent = await audit.BeginAsync(actor, "", action, cancellationToken);
            var words = "unknown";
            try
            {
                var outcome = await ChangeAsync(change, cancellationToken);
                words = outcome.Succeeded ? "ok" : $"refused: {string.Join(", ", outcome.Problems)}";
                return outcome;
            }
            finally
            {
                await CompleteAsync(intent, words);
            }
        }
        catch (AuditUnavailableException)
        {
            return PeopleOutcome.Not(PeopleOutcome.AuditUnavailable);
        }
    }

    private async Task<PeopleOutcome> ChangeAsync(
        Func<IServiceProvider, DashboardDbContext, CancellationToken, Task<PeopleOutcome>> change, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<DashboardDbContext>();
        await using (var transaction = await context.Database.BeginTransactionAsync(cancellationToken))
        {
            // What left the database without a manager in some other way must stay mendable by whoever still may.
            var hadAdmin = RightsSnapshot.Load(context).HasAdmin;
            var outcome = await change(scope.ServiceProvider, context, cancellationToken);
            if (!outcome.Succeeded)
            {
                return outcome;
            }

            await context.SaveChangesAsync(cancellationToken);
            if (hadAdmin && !RightsSnapshot.Load(context).HasAdmin)
            {
                return PeopleOutcome.Not(PeopleOutcome.LastAdmin);
            }

            await transaction.CommitAsync(cancellationToken);
        }

        await rights.RefreshAsync(CancellationToken.None);
        return PeopleOutcome.Done;
    }

    private async Task CompleteAsync(long intent, string words)
    {
        try
        {
            await audit.CompleteAsync(intent, words, CancellationToken.None);
        }
        catch (AuditUnavailableException e)
        {
            LogOutcomeLost(e, intent, words);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The outcome of audit intent {Intent} could not be written: {Outcome}")]
    private partial void LogOutcomeLost(Exception exception, long intent, string outcome);
}
