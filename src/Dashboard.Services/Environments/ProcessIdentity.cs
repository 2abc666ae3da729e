using System.Globalization;

namespace Dashboard.Services.Environments;

/// <summary>User and groups of a process on Linux, as the kernel checks them.</summary>
/// <param name="UserId">Effective user id.</param>
/// <param name="UserName">Its name; the id where it has none.</param>
/// <param name="Groups">Effective group id and supplementary group ids.</param>
/// <param name="ListedGroups">Ids of the groups in <c>/etc/group</c> that list the user: those of its next session.</param>
/// <param name="IsInContainer">Whether the process runs in a container.</param>
internal sealed record ProcessIdentity(
    uint UserId, string UserName, IReadOnlyCollection<uint> Groups, IReadOnlyCollection<uint> ListedGroups, bool IsInContainer)
{
    /// <summary>Whether this process runs in a container: Docker and Podman each leave a file that says so.</summary>
    public static bool IsThisInContainer => File.Exists("/.dockerenv") || File.Exists("/run/.containerenv");

    /// <summary>Whether <c>/etc/group</c> lists the user as a member of the group.</summary>
    public bool IsListedIn(uint group) => ListedGroups.Contains(group);

    /// <summary>Reads this process's identity from proc(5), passwd(5) and group(5).</summary>
    /// <exception cref="IOException">One of the files can't be read.</exception>
    public static ProcessIdentity Read()
    {
        var status = File.ReadLines("/proc/self/status").Select(l => l.Split(':', 2)).ToDictionary(l => l[0], l => Numbers(l[^1]));
        var user = status["Uid"][1];
        var name = NameOf("/etc/passwd", user);
        return new ProcessIdentity(user, name, new HashSet<uint>([status["Gid"][1], .. status["Groups"]]), Listed(name), IsThisInContainer);
    }

    /// <summary>The name of an id in passwd(5) or group(5), whose third field is the id; the id itself where it is not there.</summary>
    public static string NameOf(string file, uint id)
    {
        var text = id.ToString(CultureInfo.InvariantCulture);
        return Entries(file).FirstOrDefault(e => e.Length > 2 && e[2] == text)?[0] ?? text;
    }

    private static HashSet<uint> Listed(string user) =>
    [
        .. Entries("/etc/group")
            .Where(e => e.Length > 3 && e[3].Split(',').Contains(user))
            .Select(e => uint.Parse(e[2], CultureInfo.InvariantCulture)),
    ];

    private static IEnumerable<string[]> Entries(string file) => File.Exists(file) ? File.ReadLines(file).Select(l => l.Split(':')) : [];

    // "Uid:	0	0	0	0" is real, effective, saved, file system; "State:	R (running)" has no numbers.
    private static uint[] Numbers(string fields) =>
        [.. fields.Split(['\t', ' '], StringSplitOptions.RemoveEmptyEntries).SelectMany(f => uint.TryParse(f, CultureInfo.InvariantCulture, out var n) ? [n] : Array.Empty<uint>())];
}
