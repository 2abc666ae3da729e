using System.ComponentModel.DataAnnotations;

namespace Dashboard.Services.Audit;

/// <summary>A row of the audit log, table <c>Audit</c>.</summary>
public sealed class AuditRow
{
    /// <summary>1, 2, 3 … without a gap.</summary>
    public required long Number { get; init; }

    /// <summary>When, to the millisecond.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>An intent, its outcome, or an event that is both.</summary>
    public required AuditKind Kind { get; init; }

    /// <summary>Number of the intent that this is the outcome of.</summary>
    public long? Intent { get; init; }

    /// <summary>Key of who did it; "" for strangers and the program itself.</summary>
    public required string UserId { get; init; }

    /// <summary>Their name at the time.</summary>
    public required string UserName { get; init; }

    /// <summary>"browser", "api" or "cli".</summary>
    public required string Origin { get; init; }

    /// <summary>Which engine; "" when none is concerned.</summary>
    public required string Environment { get; init; }

    /// <summary>What, as a docker command or a word such as "sign-in".</summary>
    public required string Action { get; init; }

    /// <summary>What came of it; "" for an intent.</summary>
    public required string Outcome { get; init; }

    /// <summary><see cref="Hash"/> of the row before; 32 zero bytes before the first.</summary>
    [MaxLength(32)]
    public required byte[] PreviousHash { get; init; }

    /// <summary>SHA-256 over everything above.</summary>
    [MaxLength(32)]
    public required byte[] Hash { get; init; }
}

/// <summary>What sort of row of the audit log.</summary>
public enum AuditKind
{
    /// <summary>Something is about to be done.</summary>
    Intent = 1,

    /// <summary>It was done, or not.</summary>
    Outcome = 2,

    /// <summary>Something that has happened already.</summary>
    Event = 3,
}
