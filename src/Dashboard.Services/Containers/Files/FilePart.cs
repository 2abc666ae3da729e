using System.Text;

namespace Dashboard.Services.Containers.Files;

/// <summary>A piece of a file of a container.</summary>
/// <param name="Bytes">Its bytes, cut at a line's end where more follow.</param>
/// <param name="Offset">Where it begins in the file.</param>
/// <param name="Size">Bytes of the whole file.</param>
public sealed record FilePart(ReadOnlyMemory<byte> Bytes, long Offset, long Size)
{
    // What a git or a grep looks at too, to tell text from what is none.
    private const int Looked = 8192;

    /// <summary>Encodings by the names that people choose them by; the first is found out from the bytes.</summary>
    public static IReadOnlyList<string> Encodings { get; } = ["auto", "utf-8", "utf-16", "iso-8859-1", "euc-kr", "shift_jis"];

    /// <summary>Where the next piece begins; <see cref="Size"/> at the end.</summary>
    public long Next => Offset + Bytes.Length;

    /// <summary>Whether these bytes are no text in any encoding: they have a NUL, and no byte order mark to explain it.</summary>
    public bool IsBinary => Mark() is null && Bytes.Span[..Math.Min(Bytes.Length, Looked)].Contains((byte)0);

    /// <summary>The bytes as text.</summary>
    /// <param name="name">One of <see cref="Encodings"/>; of another one, as "auto".</param>
    /// <returns>The text, with � for what is none, and the encoding that it was read in.</returns>
    public (string Text, string Encoding) ToText(string name)
    {
        var encoding = name != "auto" && Encodings.Contains(name) ? Named(name)
            : Mark() ?? (EntryName.Read(WholeCharacters()).IsExact ? Encoding.UTF8 : Encoding.Latin1);
        var text = encoding.GetString(Bytes.Span);
        return (text is ['\uFEFF', ..] ? text[1..] : text, encoding.WebName);
    }

    // The first and last character of a piece may be cut, those of the file are not.
    private ReadOnlySpan<byte> WholeCharacters()
    {
        var bytes = Bytes.Span;
        var (start, end) = (0, bytes.Length);
        while (Offset > 0 && start < Math.Min(3, end) && (bytes[start] & 0xC0) == 0x80)
        {
            start++;
        }

        for (var back = 1; Next < Size && back <= 3 && back <= end - start; back++)
        {
            var lead = bytes[end - back];
            if ((lead & 0xC0) == 0xC0)
            {
                var wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
                end = wanted > back ? end - back : end;
                break;
            }
        }

        return bytes[start..end];
    }

    private Encoding? Mark() => Bytes.Span switch
    {
        _ when Offset > 0 => null,
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8,
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

    private static Encoding Named(string name) => CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
}
