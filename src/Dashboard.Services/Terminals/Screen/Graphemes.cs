using System.Text;

namespace Dashboard.Services.Terminals.Screen;

/// <summary>Characters made of several code points (한글 from parts, accents, emoji), each kept once. Bounded: hostile output makes no more.</summary>
internal sealed class Graphemes
{
    private const int MostKept = 4096;
    private const int LongestUtf16 = 32;

    private readonly List<string> _texts = [];
    private readonly Dictionary<string, uint> _indices = [];

    /// <summary>The glyph of <paramref name="glyph"/> with one more code point on it; itself when that is too much.</summary>
    public uint Join(uint glyph, int codePoint)
    {
        var text = TextOf(glyph) + new Rune(codePoint);
        if (_indices.TryGetValue(text, out var index))
        {
            return Cell.Joined | index;
        }

        if (_texts.Count >= MostKept || text.Length > LongestUtf16)
        {
            return glyph;
        }

        _indices[text] = index = (uint)_texts.Count;
        _texts.Add(text);
        return Cell.Joined | index;
    }

    /// <summary>The character itself.</summary>
    public string TextOf(uint glyph) => (glyph & Cell.Joined) != 0 ? _texts[(int)(glyph & ~Cell.Joined)] : glyph == 0 ? " " : new Rune(glyph).ToString();
}
