namespace Dashboard.Services.Access;

/// <summary>Rights as they are typed and told: "view", "logs", "reveal-secrets".</summary>
public static class RightNames
{
    private static readonly (Right Right, string Name)[] _names =
    [
        (Right.View, "view"),
        (Right.Logs, "logs"),
        (Right.RevealSecrets, "reveal-secrets"),
        (Right.ReadFiles, "read-files"),
        (Right.Restart, "restart"),
        (Right.Stop, "stop"),
        (Right.Exec, "exec"),
        (Right.Create, "create"),
        (Right.Remove, "remove"),
        (Right.Recordings, "recordings"),
        (Right.Manage, "manage"),
    ];

    // A name for both, as in tokens' commands that were written when there was one right.
    private static readonly (Right Right, string Name) _operate = (Right.Operate, "operate");

    /// <summary>Each right, from little to much.</summary>
    public static IReadOnlyList<Right> Each { get; } = [.. _names.Select(n => n.Right)];

    /// <summary>All names, with commas between.</summary>
    public static string All { get; } = Of(Right.All);

    /// <summary>The names of <paramref name="rights"/>, with commas between.</summary>
    public static string Of(Right rights) => string.Join(',', _names.Where(n => rights.HasFlag(n.Right)).Select(n => n.Name));

    /// <summary>Reads names with commas between, at least one.</summary>
    public static bool TryParse(string text, out Right rights)
    {
        ArgumentNullException.ThrowIfNull(text);
        rights = Right.None;
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (Array.Find([.. _names, _operate], n => n.Name == part) is not { Name: not null } known)
            {
                return false;
            }

            rights |= known.Right;
        }

        return true;
    }
}
