namespace Dashboard.Services.Access;

/// <summary>The roles that every dashboard has. Their rights are constants of the program, not rows that could be changed.</summary>
public static class BuiltInRoles
{
    /// <summary>Sees and reads logs.</summary>
    public const string Viewer = "Viewer";

    /// <summary>Also starts, stops and restarts.</summary>
    public const string Operator = "Operator";

    /// <summary>Also opens shells, reads files, creates and removes.</summary>
    public const string Developer = "Developer";

    /// <summary>May do everything.</summary>
    public const string Admin = "Admin";

    private const Right ViewerRights = Right.View | Right.Logs;
    private const Right OperatorRights = ViewerRights | Right.Operate;
    private const Right DeveloperRights = OperatorRights | Right.ReadFiles | Right.Exec | Right.Create | Right.Remove;

    /// <summary>All of them, from little to everything.</summary>
    public static IReadOnlyList<string> All { get; } = [Viewer, Operator, Developer, Admin];

    /// <summary>What a role gives; one that is not known gives nothing.</summary>
    public static Right RightsOf(string role) => role switch
    {
        Viewer => ViewerRights,
        Operator => OperatorRights,
        Developer => DeveloperRights,
        Admin => Right.All,
        _ => Right.None,
    };
}
