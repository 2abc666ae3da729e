namespace Dashboard.Services.Commands;

/// <summary>A flag of the docker CLI that a command here does not have.</summary>
/// <param name="Verb">Words after <c>docker</c>.</param>
/// <param name="Flag">Long spelling with its dashes.</param>
/// <param name="Reason">Why not, in half a sentence.</param>
public sealed record LeftOutFlag(string Verb, string Flag, string Reason);

/// <summary>Every flag of the docker CLI that makes no sense on a server or is not here yet; a test compares this and the records with <c>docker --help</c>.</summary>
public static class LeftOut
{
    private const string NoKeyboard = "keys go through the browser's terminal, which ends with its tab";

    /// <summary>All of them, by verb.</summary>
    public static IReadOnlyList<LeftOutFlag> Flags { get; } =
    [
        new("exec", "--detach", "not here yet: the engine would run it with nobody to see its end"),
        new("exec", "--detach-keys", NoKeyboard),
        new("exec", "--env-file", "there are no files of the user on the server"),
        new("exec", "--privileged", "not here yet: waits for the policy for creating"),
        new("export", "--output", "there are no files of the user on the server; the archive is a download"),
        new("start", "--attach", "not here yet"),
        new("start", "--detach-keys", NoKeyboard),
        new("start", "--interactive", "not here yet"),
    ];
}
