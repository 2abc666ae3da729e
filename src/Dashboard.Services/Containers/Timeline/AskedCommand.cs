using Dashboard.Services.Audit;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Creation;

namespace Dashboard.Services.Containers.Timeline;

/// <summary>An entry of the audit log, read back: which containers it was about, and what an engine tells when it is done.</summary>
internal sealed class AskedCommand
{
    // What our clock and the engine's may differ by, and what an engine takes to tell of something.
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ExecAfter = TimeSpan.FromSeconds(10);

    private static readonly string[] Ending = ["kill", "die", "stop", "disconnect"];
    private static readonly string[] Starting = ["start", "connect", "attach"];

    private readonly DockerCommand? _command;
    private readonly HashSet<string> _causes;

    private AskedCommand(AuditEntry entry, DockerCommand? command, string looksAt)
    {
        (Entry, _command, LooksAt) = (entry, command, looksAt);
        _causes = [.. command is null ? ["archive-path"] : CausesOf(CommandCatalogue.Default.For(command).Verb.Path)];
    }

    public AuditEntry Entry { get; }

    /// <summary>What is not a docker command names its container last: "look at /etc of web"; "" for a command.</summary>
    private string LooksAt { get; }

    /// <summary>As it stands in a timeline.</summary>
    public TimelineEntry ToTimeline(IReadOnlyList<TimelineEntry> caused) => new()
    {
        Key = $"ask-{Entry.Number}",
        Time = Entry.Time,
        Kind = TimelineKind.Person,
        What = "ask",
        Detail = Entry.Action.Length > EventEntries.MostText ? Entry.Action[..EventEntries.MostText] + "…" : Entry.Action,
        Person = Entry.UserName,
        Origin = Entry.Origin,
        Outcome = Entry.Outcome,
        Ended = Entry.Ended,
        // That the engine copied files out is what a look is.
        Caused = _command is null ? [] : caused,
    };

    /// <summary>Reads an entry; null when it is about no container.</summary>
    public static AskedCommand? Read(AuditEntry entry)
    {
        if (!entry.Action.StartsWith("docker ", StringComparison.Ordinal))
        {
            return entry.Action.LastIndexOf(" of ", StringComparison.Ordinal) is > 0 and var of ? new AskedCommand(entry, null, entry.Action[(of + 4)..]) : null;
        }

        try
        {
            return new AskedCommand(entry, CommandLine.Parse(entry.Action), "");
        }
        catch (CommandLineException)
        {
            // A line whose masked value is none of its kind, or of a verb that is no more.
            return null;
        }
    }

    /// <summary>Whether it was about what is called so.</summary>
    public bool Names(string name, string id) => _command is null
        ? IsThat(LooksAt, name, id)
        : _command.Demands.Any(d => d.Target.Kind == TargetKind.Container && IsThat(d.Target.Name.Value, name, id));

    /// <summary>Whether it made a container of this name then.</summary>
    public bool Made(string name, DateTimeOffset created) => _command is ContainerCreation made
        && (made.Lifecycle.Name is { Length: > 0 } given ? given : (made as RecreateContainer)?.Container.Value) == name
        && Covers(created, After);

    /// <summary>Whether what the engine told may have come of it.</summary>
    public bool MayHaveCaused(TimelineEntry told)
    {
        if (!_causes.Contains(told.What) || Entry.Outcome is { } outcome && !WasDone(outcome))
        {
            return false;
        }

        return _command is ExecInContainer exec
            ? told.Time - Entry.Time < ExecAfter && told.Time >= Entry.Time - Before && exec.Command.Count > 0 && told.Detail.Split(' ')[0] == exec.Command[0]
            : Covers(told.Time, After);
    }

    private bool Covers(DateTimeOffset time, TimeSpan after) => time >= Entry.Time - Before && (Entry.Ended is not { } ended || time <= ended + after);

    private static bool WasDone(string outcome) => outcome.StartsWith("ok", StringComparison.Ordinal) || outcome.StartsWith("exit ", StringComparison.Ordinal)
        || outcome.StartsWith("cancelled", StringComparison.Ordinal) || outcome.StartsWith("cut off", StringComparison.Ordinal);

    private static bool IsThat(string word, string name, string id) =>
        word == name || (word.Length >= 12 && id.StartsWith(word, StringComparison.OrdinalIgnoreCase));

    private static string[] CausesOf(string verb) => verb switch
    {
        "stop" or "kill" => Ending,
        "start" => Starting,
        "restart" => [.. Ending, .. Starting, "restart"],
        "rm" or "container prune" => [.. Ending, "destroy"],
        "pause" or "unpause" or "rename" or "update" or "commit" or "export" or "attach" => [verb],
        "exec" => ["exec"],
        "cp" => ["archive-path", "extract-to-dir"],
        "create" => ["create"],
        "run" => ["create", .. Starting],
        "container recreate" => ["create", .. Starting, .. Ending, "rename", "destroy"],
        _ => [],
    };
}
