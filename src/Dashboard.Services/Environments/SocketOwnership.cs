using System.Runtime.InteropServices;
using System.Text;

namespace Dashboard.Services.Environments;

/// <summary>Reads owner, group and mode of a socket by statx(2): .NET tells the mode of a file, but not its owner.</summary>
internal static class SocketOwnership
{
    // struct statx: stx_uid, stx_gid, stx_mode; the layout is the same on every architecture.
    private const int UserOffset = 20;
    private const int GroupOffset = 24;
    private const int ModeOffset = 28;
    private const int Length = 256;
    private const int CurrentDirectory = -100;
    private const uint BasicStats = 0x7ff;
    private const int PermissionBits = 0xfff;

    /// <summary>Reads the socket's access as this process sees it; null where it can't be looked at, or this is not Linux.</summary>
    public static SocketAccess? Read(string path)
    {
        var stat = new byte[Length];
        if (!OperatingSystem.IsLinux() || statx(CurrentDirectory, Encoding.UTF8.GetBytes(path + '\0'), 0, BasicStats, stat) != 0)
        {
            return null;
        }

        var group = BitConverter.ToUInt32(stat, GroupOffset);
        return new SocketAccess(
            BitConverter.ToUInt32(stat, UserOffset),
            group,
            ProcessIdentity.NameOf("/etc/group", group),
            (UnixFileMode)(BitConverter.ToUInt16(stat, ModeOffset) & PermissionBits),
            ProcessIdentity.Read());
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(int directory, byte[] path, int flags, uint mask, [Out] byte[] stat);
}
