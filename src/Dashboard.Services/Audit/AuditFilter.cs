namespace Dashboard.Services.Audit;

/// <summary>Which rows of the audit log are wanted; empty means any.</summary>
/// <param name="User">Part of the name of who did it; case does not matter.</param>
/// <param name="Text">Part of what was done or of what came of it: a verb, a container's name, "refused"; case does not matter.</param>
/// <param name="From">Not before (UTC).</param>
/// <param name="To">Before (UTC).</param>
public sealed record AuditFilter(string User = "", string Text = "", DateTimeOffset? From = null, DateTimeOffset? To = null);

/// <summary>Something that was done or tried: an intent with its outcome, or an event.</summary>
/// <param name="Number">Number of its first row.</param>
/// <param name="Time">When it was begun (UTC).</param>
/// <param name="UserName">Who; "" for strangers and the program itself.</param>
/// <param name="Origin">"browser", "api" or "cli".</param>
/// <param name="Environment">Which engine, or "".</param>
/// <param name="Action">What, as a docker command or a word such as "sign-in".</param>
/// <param name="Outcome">What came of it; null while it is not known: still under way, or the program was killed.</param>
/// <param name="Ended">When that was known (UTC).</param>
public sealed record AuditEntry(
    long Number, DateTimeOffset Time, string UserName, string Origin, string Environment, string Action, string? Outcome, DateTimeOffset? Ended);
