using System.Globalization;
using System.Text;

namespace Dashboard.Services.Terminals.Screen;

/// <summary>Grows while text and escape sequences are written to it; used again and again.</summary>
internal sealed class ByteText
{
    private const int Small = 16 * 1024;

    private byte[] _bytes = new byte[64];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    public byte[] ToArray() => Span.ToArray();

    public void Clear() => Length = 0;

    public void Cut(int length) => Length = length;

    /// <summary>Takes the first bytes away; a large store that is empty then is let go.</summary>
    public byte[] Take(int most)
    {
        var taken = _bytes.AsSpan(0, Math.Min(most, Length)).ToArray();
        Length -= taken.Length;
        if (Length > 0)
        {
            Array.Copy(_bytes, taken.Length, _bytes, 0, Length);
        }
        else if (_bytes.Length > Small)
        {
            _bytes = new byte[Small];
        }

        return taken;
    }

    public void Add(byte value)
    {
        Room(1)[0] = value;
        Length++;
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }

    public void Add(string text) => Length += Encoding.UTF8.GetBytes(text, Room(text.Length * 3));

    public void Add(int number)
    {
        number.TryFormat(Room(11), out var written, provider: CultureInfo.InvariantCulture);
        Length += written;
    }

    public void AddRune(uint codePoint) => Length += new Rune(codePoint).EncodeToUtf8(Room(4));

    private Span<byte> Room(int length)
    {
        if (_bytes.Length - Length < length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + length));
        }

        return _bytes.AsSpan(Length);
    }
}
