using System.Text.RegularExpressions;

namespace Dashboard.Services.Containers;

/// <summary>
/// Which options of <c>docker top</c> are harmless. The engine hands them to the host's ps, which also shows processes' environments
/// (<c>ps e</c>), secrets included: so only what is known to show nothing of the kind goes without the right to reveal them.
/// </summary>
internal static partial class PsColumns
{
    private static readonly HashSet<string> _plain = new(StringComparer.Ordinal)
    {
        "-e", "-f", "-ef", "-F", "-eF", "-l", "-el", "-ly", "-efl", "-A", "-H", "-efH", "-L", "-efL", "-T", "-a", "-x", "-w", "-ww", "-Z", "-efZ",
        "a", "x", "u", "w", "f", "ax", "au", "aux", "auxw", "auxww", "auxf", "axu", "axf", "axl", "l",
    };

    private static readonly HashSet<string> _columns = new(StringComparer.OrdinalIgnoreCase)
    {
        "pid", "ppid", "pgid", "sid", "tid", "lwp", "spid", "nlwp", "thcount", "user", "euser", "ruser", "uid", "euid", "ruid", "gid", "egid", "rgid", "group",
        "egroup", "rgroup", "cmd", "args", "command", "comm", "ucmd", "ucomm", "fname", "stat", "state", "s", "tty", "tt", "tname", "time", "cputime", "times", "etime", "etimes",
        "start", "lstart", "start_time", "stime", "bsdstart", "bsdtime", "pcpu", "%cpu", "c", "cp", "pmem", "%mem", "rss", "rssize", "rsz", "vsz", "vsize", "sz", "size", "nice", "ni",
        "pri", "priority", "rtprio", "cls", "class", "policy", "psr", "wchan", "f", "flag", "flags", "cgroup", "label", "oom", "oomadj",
    };

    public static bool ShowNothingSecret(IReadOnlyList<string> options)
    {
        for (var i = 0; i < options.Count; i++)
        {
            if (options[i] is "-o" or "-eo" or "-Ao" or "-axo" or "o" or "axo" or "--format" && i + 1 < options.Count)
            {
                if (!AreHarmless(options[++i]))
                {
                    return false;
                }
            }
            else if (!_plain.Contains(options[i]) && !(Joined().Match(options[i]) is { Success: true } match && AreHarmless(match.Groups[1].Value)))
            {
                return false;
            }
        }

        return true;
    }

    // The engine cuts options at spaces, so those in one word are several.
    private static bool AreHarmless(string columns) =>
        columns.Split(',').All(column => column.Split('=')[0] is var name && _columns.Contains(name) && !column.Contains(' ', StringComparison.Ordinal));

    // -opid,cmd and --format=pid,cmd
    [GeneratedRegex(@"\A(?:-e?o|--format=)([\w%,=]+)\z")]
    private static partial Regex Joined();
}
