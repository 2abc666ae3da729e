using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Dashboard.Services.Logs.Search;

/// <summary>Tells whether a line holds what is looked for. Safe to use from several threads.</summary>
internal sealed class LineMatcher
{
    // Longest that one line may take: none takes as long that is looked for in earnest.
    private static readonly TimeSpan _longestMatch = TimeSpan.FromMilliseconds(500);

    // States of the engine's automaton, of which each step from one to another may cost as many: .NET's own bound is several times as high, and such an
    // expression takes a second for a line. It holds for the process: the program's own expressions of this kind need 1,020 (names of images).
    private const int MostStates = 2_000;

    private readonly byte[] _bytes;
    private readonly SearchValues<byte>? _starts;
    private readonly Regex? _regex;
    private readonly bool _isExact;

    static LineMatcher() => AppContext.SetData("REGEX_NONBACKTRACKING_MAX_AUTOMATA_SIZE", MostStates);

    /// <exception cref="FormatException">The text is empty, too long, or no expression.</exception>
    public LineMatcher(LogQuery query)
    {
        if (query.Text.Length is 0 or > LogQuery.MostText)
        {
            throw new FormatException($"invalid value for \"text\": it must have 1 to {LogQuery.MostText} characters, not {query.Text.Length}");
        }

        _bytes = Encoding.UTF8.GetBytes(query.Text);
        _isExact = query.CaseSensitive;
        if (query.Regex || (!_isExact && !Ascii.IsValid(query.Text)))
        {
            // Letters beyond ASCII have their cases in the expression engine.
            _regex = Compile(query.Regex ? query.Text : Regex.Escape(query.Text), query.CaseSensitive);
        }
        else if (!_isExact)
        {
            _starts = SearchValues.Create((byte)char.ToLowerInvariant((char)_bytes[0]), (byte)char.ToUpperInvariant((char)_bytes[0]));
        }
    }

    /// <summary>Whether a line, in whatever encoding, holds it.</summary>
    /// <exception cref="FormatException">The expression takes too long.</exception>
    public bool IsMatch(ReadOnlySpan<byte> line) =>
        _regex is not null ? IsMatch(_regex, line)
        : _starts is null ? line.IndexOf(_bytes) >= 0
        : HoldsIgnoringCase(line, _starts);

    private static Regex Compile(string pattern, bool isExact)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | (isExact ? 0 : RegexOptions.IgnoreCase), _longestMatch);
        }
        catch (NotSupportedException e) when (e.Message.Contains("automata", StringComparison.Ordinal))
        {
            throw TooSlow(pattern, e);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new FormatException($"\"{pattern}\" is no regular expression: {e.Message}", e);
        }
    }

    private static bool IsMatch(Regex regex, ReadOnlySpan<byte> line)
    {
        var chars = ArrayPool<char>.Shared.Rent(line.Length);
        try
        {
            return regex.IsMatch(chars.AsSpan(0, Encoding.UTF8.GetChars(line, chars)));
        }
        catch (RegexMatchTimeoutException e)
        {
            throw TooSlow(regex.ToString(), e);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(chars);
        }
    }

    /// <summary>What is told of an expression that takes too long.</summary>
    public static FormatException TooSlow(string pattern, Exception? inner) =>
        new($"the expression takes too long: simplify \"{(pattern.Length > 80 ? pattern[..80] + "…" : pattern)}\"", inner);

    private bool HoldsIgnoringCase(ReadOnlySpan<byte> line, SearchValues<byte> starts)
    {
        while (line.Length >= _bytes.Length && line.IndexOfAny(starts) is var at and >= 0 && line.Length - at >= _bytes.Length)
        {
            if (Ascii.EqualsIgnoreCase(line.Slice(at, _bytes.Length), _bytes))
            {
                return true;
            }

            line = line[(at + 1)..];
        }

        return false;
    }
}
