using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Dashboard.Services.Containers.Files;

/// <summary>The head of an entry of a tar archive (POSIX.1-2001 ustar with pax records, and GNU's long names).</summary>
internal sealed record TarHeader
{
    /// <summary>Bytes of a block.</summary>
    public const int BlockSize = 512;

    /// <summary>Name as the archive has it; bytes, because nothing says that they are text.</summary>
    public required byte[] Name { get; init; }

    /// <summary>ustar's typeflag; NUL is told as '0'.</summary>
    public required char Type { get; init; }

    public long Size { get; init; }

    public uint Mode { get; init; }

    public string User { get; init; } = "";

    public string Group { get; init; } = "";

    public DateTimeOffset Modified { get; init; }

    public byte[] LinkName { get; init; } = [];

    /// <summary>Reads a block with what pax records (keyword to value) and GNU entries before it said.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static TarHeader Read(ReadOnlySpan<byte> block, IReadOnlyDictionary<string, byte[]> said)
    {
        if (Number(block[148..156]) != Checksum(block))
        {
            throw new InvalidDataException("The archive is broken: the checksum of an entry is wrong.");
        }

        var name = Text(block[..100]);
        var isUstar = block[257..262].SequenceEqual("ustar"u8);
        // GNU's own format ("ustar  ") has other things where ustar has the prefix.
        if (isUstar && block[263] != (byte)' ' && Text(block[345..500]) is { Length: > 0 } prefix)
        {
            name = [.. prefix, (byte)'/', .. name];
        }

        return new TarHeader
        {
            Name = said.GetValueOrDefault("path") ?? name,
            LinkName = said.GetValueOrDefault("linkpath") ?? Text(block[157..257]),
            Type = block[156] == 0 ? '0' : (char)block[156],
            Size = said.TryGetValue("size", out var size) && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : Number(block[124..136]),
            Mode = (uint)Number(block[100..108]) & 0xFFF,
            User = Owner(said, "uname", "uid", isUstar ? Text(block[265..297]) : [], Number(block[108..116])),
            Group = Owner(said, "gname", "gid", isUstar ? Text(block[297..329]) : [], Number(block[116..124])),
            Modified = Time(said, Number(block[136..148])),
        };
    }

    private static byte[] Text(ReadOnlySpan<byte> field) => field[..(field.IndexOf((byte)0) is >= 0 and var end ? end : field.Length)].ToArray();

    // Octal digits with spaces or NULs around; or, with the top bit set, GNU's base 256, big-endian.
    private static long Number(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) != 0)
        {
            return BinaryPrimitives.ReadInt64BigEndian(field[^8..]);
        }

        var number = 0L;
        foreach (var b in field)
        {
            if (b is >= (byte)'0' and <= (byte)'7')
            {
                number = (number << 3) + (b - '0');
            }
            else if (b is not ((byte)' ' or 0))
            {
                throw new InvalidDataException("The archive is broken: a number in an entry is none.");
            }
        }

        return number;
    }

    private static long Checksum(ReadOnlySpan<byte> block)
    {
        var sum = 0L;
        for (var i = 0; i < BlockSize; i++)
        {
            sum += i is >= 148 and < 156 ? ' ' : block[i];
        }

        return sum;
    }

    private static string Owner(IReadOnlyDictionary<string, byte[]> said, string name, string id, byte[] inHeader, long number)
    {
        var text = Encoding.UTF8.GetString(said.GetValueOrDefault(name) ?? inHeader);
        return text.Length > 0 ? text
            : said.TryGetValue(id, out var told) ? Encoding.UTF8.GetString(told)
            : number.ToString(CultureInfo.InvariantCulture);
    }

    private static DateTimeOffset Time(IReadOnlyDictionary<string, byte[]> said, long seconds)
    {
        if (said.TryGetValue("mtime", out var told)
            && double.TryParse(told, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exact))
        {
            seconds = (long)Math.Clamp(Math.Floor(exact), -62135596800, 253402300799);
        }

        return DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, -62135596800, 253402300799));
    }
}
