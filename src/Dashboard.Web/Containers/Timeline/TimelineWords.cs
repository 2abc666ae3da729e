using System.Globalization;
using System.Text;
using Dashboard.Services.Containers.Timeline;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers.Timeline;

/// <summary>What happened, in words.</summary>
internal static class TimelineWords
{
    private const string Prefix = "Event.";

    /// <summary>Signals by the numbers that they have on every Linux that engines run on.</summary>
    private static readonly Dictionary<string, string> Signals = new(StringComparer.Ordinal)
    {
        ["1"] = "SIGHUP", ["2"] = "SIGINT", ["3"] = "SIGQUIT", ["6"] = "SIGABRT", ["9"] = "SIGKILL", ["11"] = "SIGSEGV", ["13"] = "SIGPIPE", ["15"] = "SIGTERM", ["28"] = "SIGWINCH",
    };

    /// <summary>"Ended with code 137", "Got signal SIGTERM", "docker stop web".</summary>
    public static string Title(this IStringLocalizer<TimelineText> text, TimelineEntry entry) => entry switch
    {
        { Kind: TimelineKind.Person } or { What: "exec" } => entry.Detail,
        { What: "die", ExitCode: { } code } => text["Event.die.Code", code],
        { What: "kill" } => text["Event.kill", Signals.GetValueOrDefault(entry.Detail, entry.Detail)],
        { What: "health", Detail: "healthy" or "unhealthy" } => text[$"Event.health.{entry.Detail}"],
        _ when text[Prefix + entry.What, entry.Detail] is { ResourceNotFound: false } known => known,
        _ => text["Event.Other", entry.What],
    };

    /// <summary>What an exit code means: "killed (SIGKILL)"; "" where there is none.</summary>
    public static string Exit(this IStringLocalizer<TimelineText> text, TimelineEntry entry) => entry switch
    {
        { ExitCode: null } => "",
        { IsOutOfMemory: true } => text["Exit.oom"],
        { ExitCode: { } code } when text[string.Create(CultureInfo.InvariantCulture, $"Exit.{code}")] is { ResourceNotFound: false } known => known,
        { ExitCode: > 128 and < 193 and var code } when Signals.TryGetValue((code - 128).ToString(CultureInfo.InvariantCulture), out var name) => text["Exit.Signal", name],
        { ExitCode: > 128 and < 193 and var code } => text["Exit.Signal", code - 128],
        _ => text["Exit.Other"],
    };

    /// <summary>Who did it: a name, or the dashboard itself.</summary>
    public static string Who(this IStringLocalizer<TimelineText> text, TimelineEntry entry) => entry.Person.Length > 0 ? entry.Person : text["Program"];

    /// <summary>How it is to be seen: "good", "bad", "warn" or "" for a thing of no weight.</summary>
    public static string Tone(TimelineEntry entry) => entry switch
    {
        { Kind: TimelineKind.Person } => entry.Outcome is null || entry.Outcome.StartsWith("ok", StringComparison.Ordinal) || entry.Outcome.StartsWith("exit ", StringComparison.Ordinal) ? "person" : "bad",
        { What: "oom" } or { IsOutOfMemory: true } or { What: "health", Detail: "unhealthy" } => "bad",
        { What: "die", ExitCode: not (null or 0 or 143 or 130 or 137) } => "bad",
        { What: "die", ExitCode: 137 } => "warn",
        { What: "start" or "unpause" } or { What: "health", Detail: "healthy" } => "good",
        _ => "",
    };

    /// <summary>An entry as lines of text, with what came of it below.</summary>
    public static string ToText(this IStringLocalizer<TimelineText> text, TimelineEntry entry)
    {
        var lines = new StringBuilder();
        Add(lines, text, entry, "");
        return lines.ToString();
    }

    /// <summary>A time as it is written everywhere: UTC.</summary>
    public static string Absolute(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static void Add(StringBuilder lines, IStringLocalizer<TimelineText> text, TimelineEntry entry, string indent)
    {
        lines.Append(indent).Append(Absolute(entry.Time)).Append("Z  ");
        if (entry.Kind == TimelineKind.Person)
        {
            lines.Append(text.Who(entry)).Append(": ");
        }
        else if (entry.What == "exec")
        {
            lines.Append(text["Event.exec"]).Append(' ');
        }

        lines.Append(text.Title(entry));
        foreach (var more in (string?[])[text.Exit(entry), entry.Kind == TimelineKind.Person ? entry.Outcome ?? text["Outcome.Unknown"].Value : "", entry.Output])
        {
            lines.Append(string.IsNullOrEmpty(more) ? "" : $" — {more.ReplaceLineEndings(" ")}");
        }

        lines.Append('\n');
        foreach (var caused in entry.Caused)
        {
            Add(lines, text, caused, indent + "    ");
        }
    }
}
