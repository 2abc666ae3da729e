using System.Text;

namespace Dashboard.Services.Containers.Files;

/// <summary>Names as bytes and as text: Linux takes any bytes but NUL and the slash.</summary>
internal static class EntryName
{
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The same text as was seen before: a hundred thousand files have three owners.</summary>
    public static string Shared(Dictionary<string, string> seen, string text)
    {
        if (seen.TryGetValue(text, out var known))
        {
            return known;
        }

        seen[text] = text;
        return text;
    }

    /// <summary>The text, and whether it is exactly those bytes.</summary>
    public static (string Text, bool IsExact) Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return (_strict.GetString(bytes), true);
        }
        catch (DecoderFallbackException)
        {
            return (Encoding.UTF8.GetString(bytes), false);
        }
    }
}
