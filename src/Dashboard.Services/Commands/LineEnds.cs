namespace Dashboard.Services.Commands;

/// <summary>Gives lines that end in \n alone the \r that terminals need; pieces may end anywhere.</summary>
internal sealed class LineEnds
{
    private byte[] _shown = [];
    private byte _before;

    /// <summary>The next piece as a terminal needs it; good until the next call.</summary>
    public ReadOnlyMemory<byte> ForTerminal(ReadOnlySpan<byte> piece)
    {
        if (_shown.Length < 2 * piece.Length)
        {
            _shown = new byte[2 * piece.Length];
        }

        var length = 0;
        foreach (var b in piece)
        {
            if (b == '\n' && _before != '\r')
            {
                _shown[length++] = (byte)'\r';
            }

            _shown[length++] = _before = b;
        }

        return _shown.AsMemory(0, length);
    }
}
