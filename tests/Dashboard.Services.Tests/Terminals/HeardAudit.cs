using Dashboard.Services.Access;
using Dashboard.Services.Audit;

namespace Dashboard.Services.Tests.Terminals;

/// <summary>An audit log that remembers what it was told of what had happened.</summary>
internal sealed class HeardAudit : IAuditLog
{
    public event Action<string, string>? Written;

    public List<string> Rows { get; } = [];

    public bool IsBroken { get; set; }

    public Task<long> BeginAsync(Actor actor, string environment, string action, CancellationToken cancellationToken) => Task.FromResult(1L);

    public Task CompleteAsync(long intent, string outcome, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RecordAsync(Actor actor, string environment, string action, string outcome, CancellationToken cancellationToken)
    {
        if (IsBroken)
        {
            throw new AuditUnavailableException("The audit log can't be written: no space", new IOException());
        }

        Rows.Add($"{actor.UserName}: {action}: {outcome}");
        Written?.Invoke(environment, action);
        return Task.CompletedTask;
    }
}
