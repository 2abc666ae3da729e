using System.Globalization;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Containers.Timeline;

/// <summary>From the engine's events to entries of a timeline.</summary>
internal static class EventEntries
{
    /// <summary>Characters kept of a command or an output: the engine sets no bound, and a script may be a megabyte.</summary>
    public const int MostText = 2048;

    private const string Health = "health_status";

    /// <summary>The entry for an event; null for one that tells nothing (a terminal's new size, the start of a process after its creation).</summary>
    public static TimelineEntry? Of(EngineEvent told)
    {
        var (word, rest) = Split(told.Action);
        return word switch
        {
            "create" or "start" or "stop" or "restart" or "pause" or "unpause" or "update" or "destroy" or "oom" => State(told, word, ""),
            "die" => State(told, word, "") with { ExitCode = Code(told) },
            "kill" => State(told, word, told.Attributes.GetValueOrDefault("signal", "")),
            "rename" => State(told, word, told.Attributes.GetValueOrDefault("oldName", "").TrimStart('/')),
            "connect" or "disconnect" when told.Type == "network" => State(told, word, told.Attributes.GetValueOrDefault("name", "")),
            Health => State(told, "health", rest) with { Kind = TimelineKind.Health },
            "exec_create" => Exec(told, "exec", Shown(rest)) with { ExecId = told.Attributes.GetValueOrDefault("execID", "") },
            "exec_die" => Exec(told, "exec", "") with { ExecId = told.Attributes.GetValueOrDefault("execID", ""), ExitCode = Code(told), Ended = told.Time },
            "attach" or "archive-path" or "extract-to-dir" or "export" => Exec(told, word, ""),
            "commit" => Exec(told, word, Shown(told.Attributes.GetValueOrDefault("comment", ""))),
            _ => null,
        };
    }

    /// <summary>Text of a container as a timeline may keep and show it: secrets masked, and not endless.</summary>
    public static string Shown(string text) => Shown(text, KnownSecrets.None);

    /// <summary>The same of a container of which <paramref name="secrets"/> are known.</summary>
    public static string Shown(string text, KnownSecrets secrets)
    {
        var masked = secrets.Mask(SecretWords.Mask(text));
        return masked.Length <= MostText ? masked : masked[..MostText] + "…";
    }

    // "exec_create: sh -c date", "health_status: healthy"
    private static (string Word, string Said) Split(string action) =>
        action.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? (action[..colon], action[(colon + 1)..].Trim()) : (action, "");

    private static TimelineEntry State(EngineEvent told, string what, string detail) => new()
    {
        Key = string.Create(CultureInfo.InvariantCulture, $"{told.Nanoseconds}-{what}-{detail}"),
        Time = told.Time,
        Kind = TimelineKind.State,
        What = what,
        Detail = detail,
    };

    private static TimelineEntry Exec(EngineEvent told, string what, string detail) => State(told, what, "") with
    {
        Key = $"{told.Nanoseconds}-{what}-{told.Attributes.GetValueOrDefault("execID", "")}",
        Kind = TimelineKind.Exec,
        Detail = detail,
    };

    private static long? Code(EngineEvent told) =>
        long.TryParse(told.Attributes.GetValueOrDefault("exitCode"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code) ? code : null;
}
