using System.Globalization;
using System.Text;

namespace Dashboard.Services.Containers.Files;

/// <summary>What the first bytes of a piece of an archive are.</summary>
/// <param name="Length">How many bytes it is about; at least one.</param>
/// <param name="Header">An entry that begins after them; null for none.</param>
/// <param name="IsContent">Whether they are content of the last entry; else they are the archive's own.</param>
internal readonly record struct TarPart(int Length, TarHeader? Header, bool IsContent);

/// <summary>
/// Reads a tar archive as it comes, in pieces of any size, and keeps nothing of it but the head that it is in: content goes by. Bytes stay
/// bytes, which <c>System.Formats.Tar</c> does not do with names.
/// </summary>
internal sealed class TarParts
{
    // A pax record or a GNU name is a path and some attributes; an archive that claims more wants our memory.
    private const int MostSaid = 1 << 20;

    // Those that mean anything here are a dozen, and stand in every entry's record.
    private const int MostAttributes = 1000;

    private static readonly Dictionary<string, byte[]> _nothing = [];

    private readonly byte[] _block = new byte[TarHeader.BlockSize];
    private readonly Dictionary<string, byte[]> _said = [];
    private int _filled;
    private long _content;
    private int _padding;
    private char _saying;
    private byte[] _saidBytes = [];
    private int _saidFilled;

    /// <summary>Whether its end was seen: what follows means nothing.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Takes the first bytes of <paramref name="bytes"/>; call again with the rest.</summary>
    /// <exception cref="InvalidDataException">It is no archive.</exception>
    public TarPart Read(ReadOnlySpan<byte> bytes)
    {
        if (IsOver)
        {
            return new TarPart(bytes.Length, null, false);
        }

        if (_content > 0)
        {
            return ReadContent(bytes);
        }

        if (_padding > 0)
        {
            var skipped = Math.Min(_padding, bytes.Length);
            _padding -= skipped;
            return new TarPart(skipped, null, false);
        }

        var taken = Math.Min(TarHeader.BlockSize - _filled, bytes.Length);
        bytes[..taken].CopyTo(_block.AsSpan(_filled));
        _filled += taken;
        return new TarPart(taken, _filled == TarHeader.BlockSize ? ReadBlock() : null, false);
    }

    private TarPart ReadContent(ReadOnlySpan<byte> bytes)
    {
        var taken = (int)Math.Min(_content, bytes.Length);
        _content -= taken;
        if (_saying == default)
        {
            return new TarPart(taken, null, true);
        }

        bytes[..taken].CopyTo(_saidBytes.AsSpan(_saidFilled));
        _saidFilled += taken;
        if (_content == 0)
        {
            Remember();
        }

        return new TarPart(taken, null, false);
    }

    private TarHeader? ReadBlock()
    {
        _filled = 0;
        if (!_block.AsSpan().ContainsAnyExcept((byte)0))
        {
            IsOver = true;
            return null;
        }

        // What was said is of the entry itself, not of more that is said of it.
        var header = TarHeader.Read(_block, _block[156] is (byte)'x' or (byte)'g' or (byte)'L' or (byte)'K' ? _nothing : _said);
        if (header.Size < 0)
        {
            throw new InvalidDataException("The archive is broken: an entry has a negative size.");
        }

        // Of links and folders some writers give a size that no content follows.
        _content = header.Type is '1' or '2' or '3' or '4' or '5' or '6' ? 0 : header.Size;
        _padding = (int)(-_content & (TarHeader.BlockSize - 1));
        if (header.Type is not ('x' or 'g' or 'L' or 'K'))
        {
            _saying = default;
            _said.Clear();
            return header;
        }

        if (_content > MostSaid)
        {
            throw new InvalidDataException("The archive is broken: an entry's attributes are larger than any could be.");
        }

        (_saying, _saidBytes, _saidFilled) = (header.Type, new byte[_content], 0);
        return null;
    }

    private void Remember()
    {
        switch (_saying)
        {
            case 'L':
                _said["path"] = Terminated(_saidBytes);
                break;
            case 'K':
                _said["linkpath"] = Terminated(_saidBytes);
                break;
            case 'x':
                RememberRecords(_saidBytes);
                break;
            default:
                // Global records: engines write none, and what git archive puts there is a comment.
                break;
        }

        _saying = default;
    }

    // "27 path=some/long/name\n", the number being the record's whole length.
    private void RememberRecords(ReadOnlySpan<byte> records)
    {
        while (!records.IsEmpty)
        {
            var space = records.IndexOf((byte)' ');
            if (space <= 0 || !int.TryParse(records[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length <= space + 1 || length > records.Length)
            {
                throw new InvalidDataException("The archive is broken: an attribute of an entry has no length.");
            }

            var record = records[(space + 1)..(length - 1)];
            var equals = record.IndexOf((byte)'=');
            if (equals > 0 && (_said.Count < MostAttributes || _said.ContainsKey(Encoding.UTF8.GetString(record[..equals]))))
            {
                _said[Encoding.UTF8.GetString(record[..equals])] = record[(equals + 1)..].ToArray();
            }

            records = records[length..];
        }
    }

    private static byte[] Terminated(byte[] bytes) => Array.IndexOf(bytes, (byte)0) is >= 0 and var end ? bytes[..end] : bytes;
}
