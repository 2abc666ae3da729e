namespace Dashboard.Services.People;

/// <summary>What came of a change of people or rights.</summary>
/// <param name="Problems">Codes of why nothing was changed; empty when it was done.</param>
public sealed record PeopleOutcome(IReadOnlyList<string> Problems)
{
    /// <summary>The actor may not manage people.</summary>
    public const string Refused = "Refused";

    /// <summary>Nobody would be left who can manage people.</summary>
    public const string LastAdmin = "LastAdmin";

    /// <summary>It is gone: somebody else was quicker.</summary>
    public const string Gone = "Gone";

    /// <summary>The name is empty, too long or holds control characters.</summary>
    public const string InvalidName = "InvalidName";

    /// <summary>There is one of this name already.</summary>
    public const string DuplicateName = "DuplicateName";

    /// <summary>The same was granted before.</summary>
    public const string DuplicateGrant = "DuplicateGrant";

    /// <summary>A role gives no right at all.</summary>
    public const string NoRights = "NoRights";

    /// <summary>Nobody can take their own account away.</summary>
    public const string Yourself = "Yourself";

    /// <summary>The audit log can't be written.</summary>
    public const string AuditUnavailable = "AuditUnavailable";

    /// <summary>It was done.</summary>
    public static PeopleOutcome Done { get; } = new([]);

    /// <summary>Whether it was done.</summary>
    public bool Succeeded => Problems.Count == 0;

    /// <summary>Nothing was changed, because of <paramref name="problem"/>.</summary>
    public static PeopleOutcome Not(string problem) => new([problem]);
}
