using System.Globalization;
using System.Text;

namespace Dashboard.Services.Containers.Files;

/// <summary>
/// What <c>find … -exec stat -c FORMAT</c> tells of a folder, GNU's and busybox's alike. Names may hold anything, line breaks too, so each
/// record begins with a mark that nobody could have put into a name, since it is drawn anew for each listing.
/// </summary>
internal static class StatLines
{
    private const uint TypeMask = 0xF000;

    /// <summary>The arguments of find: no shell reads them.</summary>
    public static IReadOnlyList<string> Command(ContainerPath path, string mark) =>
        ["find", path.IsRoot ? "/" : path.Value + "/", "-mindepth", "1", "-maxdepth", "1", "-exec", "stat", "-c", $"{mark} %f %s %Y %u %g %U %G %n {mark}/%N", "{}", "+"];

    /// <summary>Where the tools are looked for, whatever the image's own PATH is.</summary>
    public static string SearchPath => "PATH=/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>What makes GNU's %N say names as they are; busybox puts them between single quotes, as they are.</summary>
    public static string QuotingStyle => "QUOTING_STYLE=literal";

    /// <summary>Reads its output.</summary>
    /// <returns>Null when it is not what these tools print.</returns>
    public static List<FileEntry>? Read(ReadOnlySpan<byte> output, ContainerPath path, string mark)
    {
        List<FileEntry> entries = [];
        Dictionary<string, string> owners = [];
        var start = Encoding.ASCII.GetBytes($"{mark} ");
        var next = Encoding.ASCII.GetBytes($"\n{mark} ");
        var middle = Encoding.ASCII.GetBytes($" {mark}/");
        var folder = Encoding.UTF8.GetBytes(path.IsRoot ? "/" : path.Value + "/");
        while (!output.IsEmpty)
        {
            if (!output.StartsWith(start))
            {
                return null;
            }

            var end = output.IndexOf(next);
            var record = end < 0 ? output[start.Length..].TrimEnd((byte)'\n') : output[start.Length..end];
            // The last record's own line break is the tool's; a name may end in more of them.
            record = end < 0 && output[^1] == (byte)'\n' ? output[start.Length..^1] : record;
            output = end < 0 ? default : output[(end + 1)..];
            if (Entry(record, middle, folder, owners) is not { } entry)
            {
                return null;
            }

            entries.Add(entry);
        }

        return entries;
    }

    private static FileEntry? Entry(ReadOnlySpan<byte> record, ReadOnlySpan<byte> middle, ReadOnlySpan<byte> folder, Dictionary<string, string> owners)
    {
        // 81a4 1375 1795486891 0 0 root root /etc/passwd MARK//etc/passwd
        var cut = record.IndexOf(middle);
        if (cut < 0)
        {
            return null;
        }

        var told = record[..cut];
        var named = record[(cut + middle.Length)..];
        var fields = new string[7];
        for (var i = 0; i < fields.Length; i++)
        {
            var space = told.IndexOf((byte)' ');
            if (space < 0)
            {
                return null;
            }

            fields[i] = Encoding.UTF8.GetString(told[..space]);
            told = told[(space + 1)..];
        }

        if (!told.StartsWith(folder)
            || !uint.TryParse(fields[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var mode)
            || !long.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || !long.TryParse(fields[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
        {
            return null;
        }

        var name = told[folder.Length..];
        if (name.IsEmpty || name.Contains((byte)'/') || name.SequenceEqual("."u8) || name.SequenceEqual(".."u8))
        {
            return null;
        }

        var (text, isExact) = EntryName.Read(name);
        var kind = Kind(mode);
        return new FileEntry
        {
            Name = text,
            HasExactName = isExact,
            Kind = kind,
            Special = (mode & TypeMask) switch { 0x1000 => 'p', 0x2000 => 'c', 0x6000 => 'b', _ => 's' },
            Size = size,
            Mode = mode & 0xFFF,
            User = EntryName.Shared(owners, fields[5] == "UNKNOWN" ? fields[3] : fields[5]),
            Group = EntryName.Shared(owners, fields[6] == "UNKNOWN" ? fields[4] : fields[6]),
            Modified = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, -62135596800, 253402300799)),
            Target = kind == FileKind.Link ? Target(named, told) : "",
        };
    }

    // GNU: /etc/x -> target; busybox: '/etc/x' -> 'target'
    private static string Target(ReadOnlySpan<byte> named, ReadOnlySpan<byte> path)
    {
        byte[] plain = [.. path, .. " -> "u8];
        byte[] quoted = [(byte)'\'', .. path, .. "' -> '"u8];
        return named.StartsWith(plain) ? EntryName.Read(named[plain.Length..]).Text
            : named.StartsWith(quoted) && named[^1] == (byte)'\'' ? EntryName.Read(named[quoted.Length..^1]).Text
            : "";
    }

    private static FileKind Kind(uint mode) => (mode & TypeMask) switch
    {
        0x8000 => FileKind.File,
        0x4000 => FileKind.Directory,
        0xA000 => FileKind.Link,
        _ => FileKind.Special,
    };
}
