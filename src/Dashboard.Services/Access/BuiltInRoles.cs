namespace Dashboard.Services.Access;

/// <summary>The roles that every dashboard has, and the one place where a role becomes rights.</summary>
public static class BuiltInRoles
{
    /// <summary>May do everything.</summary>
    public const string Admin = "Admin";

    /// <summary>Every built-in role, for the database to hold.</summary>
    public static IReadOnlyList<string> All { get; } = [Admin];

    /// <summary>What somebody with these roles may do at most; roles that are not known give nothing.</summary>
    public static Right RightsOf(IEnumerable<string> roles) =>
        roles.Aggregate(Right.None, (rights, role) => rights | RightsOf(role));

    private static Right RightsOf(string role) => role switch
    {
        Admin => Right.All,
        _ => Right.None,
    };
}
