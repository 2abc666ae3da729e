namespace Dashboard.Services.Terminals.Screen;

/// <summary>
/// The lines above the screen, as the bytes that draw them, each from the default pen on: a line costs what it says, not what a row of cells
/// does. Bounded in lines and bytes; the oldest go first, in blocks.
/// </summary>
internal sealed class LineHistory(int mostLines, int mostBytes)
{
    private const int FirstBlock = 2 * 1024;
    private const int BlockLength = 32 * 1024;
    private const int Head = 3;

    private readonly Queue<Block> _blocks = new();
    private Block? _last;
    private int _bytes;

    /// <summary>Lines that are kept.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a line; one that is too long to keep is cut.</summary>
    public void Add(ReadOnlySpan<byte> line, bool isWrapped)
    {
        line = line[..Math.Min(line.Length, BlockLength - Head)];
        if (_last is null || _last.Bytes.Length - _last.Length < line.Length + Head)
        {
            Grow(line.Length + Head);
        }

        var room = _last!.Bytes.AsSpan(_last.Length);
        (room[0], room[1], room[2]) = (isWrapped ? (byte)1 : (byte)0, (byte)line.Length, (byte)(line.Length >> 8));
        line.CopyTo(room[Head..]);
        _last.Length += line.Length + Head;
        _last.Lines++;
        Count++;
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        _blocks.Clear();
        (_last, _bytes, Count) = (null, 0, 0);
    }

    /// <summary>All lines, oldest first: their bytes, and whether each goes on from the one before.</summary>
    public IEnumerable<(ReadOnlyMemory<byte> Line, bool IsWrapped)> Lines()
    {
        foreach (var block in _blocks)
        {
            for (var at = 0; at < block.Length;)
            {
                var length = block.Bytes[at + 1] | (block.Bytes[at + 2] << 8);
                yield return (block.Bytes.AsMemory(at + Head, length), block.Bytes[at] == 1);
                at += Head + length;
            }
        }
    }

    /// <summary>Takes the newest <paramref name="count"/> lines away and gives them, oldest first.</summary>
    public IReadOnlyList<(byte[] Line, bool IsWrapped)> TakeNewest(int count)
    {
        var all = Lines().Select(line => (line.Line.ToArray(), line.IsWrapped)).ToList();
        Clear();
        count = Math.Min(count, all.Count);
        foreach (var (line, isWrapped) in all.Take(all.Count - count))
        {
            Add(line, isWrapped);
        }

        return all[^count..];
    }

    private void Grow(int length)
    {
        _last = new Block(new byte[Math.Max(length, _last is null ? FirstBlock : BlockLength)]);
        _blocks.Enqueue(_last);
        _bytes += _last.Bytes.Length;
        while (_blocks.Count > 1 && (_bytes > mostBytes || Count - _blocks.Peek().Lines >= mostLines))
        {
            var oldest = _blocks.Dequeue();
            (_bytes, Count) = (_bytes - oldest.Bytes.Length, Count - oldest.Lines);
        }
    }

    private sealed class Block(byte[] bytes)
    {
        public byte[] Bytes { get; } = bytes;

        public int Length { get; set; }

        public int Lines { get; set; }
    }
}
