using System.Text.RegularExpressions;

namespace Dashboard.Services.Access.Protection;

/// <summary>The container that this program runs in, if it does: ending it would end whoever ends it.</summary>
internal static partial class OwnContainer
{
    /// <summary>Its full id; null outside of a container. The engine mounts three files of each container's own folder into it.</summary>
    public static string? Id { get; } = File.Exists("/proc/self/mountinfo") ? FindId(File.ReadAllText("/proc/self/mountinfo")) : null;

    /// <summary>The id in the text of <c>/proc/self/mountinfo</c> (proc(5)); null when no line names one.</summary>
    public static string? FindId(string mounts) => OwnFolder().Match(mounts) is { Success: true } match ? match.Groups[1].Value : null;

    // 766 765 254:1 /var/lib/docker/containers/<id>/hostname /etc/hostname rw,relatime - ext4 …
    [GeneratedRegex(@"/containers/([0-9a-f]{64})/(?:hostname|hosts|resolv\.conf) /etc/")]
    private static partial Regex OwnFolder();
}
