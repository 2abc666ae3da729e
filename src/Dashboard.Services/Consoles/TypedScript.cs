using System.Text;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Consoles;

/// <summary>
/// Takes what was typed or pasted apart as POSIX shells do (IEEE Std 1003.1 §2.2 Quoting, §2.6.3 Command Substitution), with no shell behind
/// it: each line is a command, comments are skipped, a backslash joins lines. What a shell would act on besides is refused with a sentence.
/// </summary>
public sealed class TypedScript
{
    private const string Operators = "|&;<>()";

    /// <summary>Substitutions in substitutions are of no use for lists of ids, and make room for mischief.</summary>
    private const int MostDepth = 1;

    /// <summary>Longest text, in characters.</summary>
    public const int LongestText = 256 * 1024;

    private readonly string _text;
    private readonly int _depth;
    private readonly List<TypedWord> _words = [];
    private readonly List<TypedPart> _parts = [];
    private readonly StringBuilder _part = new();
    private int _at;
    private bool _inWord;

    private TypedScript(string text, int at, int depth) => (_text, _at, _depth) = (text, at, depth);

    /// <summary>The lines in <paramref name="text"/>, in order; none for blanks and comments alone.</summary>
    /// <exception cref="CommandLineException">An unclosed quote, or something that only a shell could do. Nothing of the text may be run then.</exception>
    public static IReadOnlyList<TypedLine> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > LongestText)
        {
            throw new CommandLineException($"the text is longer than {LongestText} characters");
        }

        List<TypedLine> lines = [];
        var script = new TypedScript(text.ReplaceLineEndings("\n"), 0, 0);
        while (script._at < script._text.Length)
        {
            if (script.ReadLine(isInner: false) is { } line)
            {
                lines.Add(line);
            }
        }

        return lines;
    }

    // Ends behind the line's break, or behind the parenthesis of a substitution.
    private TypedLine? ReadLine(bool isInner)
    {
        SkipPrompt(isInner);
        var start = _at;
        var end = -1;
        var closed = false;
        for (; _at < _text.Length && !closed && end < 0; _at++)
        {
            var c = _text[_at];
            switch (c)
            {
                case '\n' when !isInner:
                    end = _at;
                    break;
                case ')' when isInner:
                    (end, closed) = (_at, true);
                    break;
                case ' ' or '\t' or '\n':
                    EndWord();
                    break;
                case '#' when !_inWord:
                    SkipComment();
                    break;
                case '\'':
                    ReadSingleQuoted();
                    break;
                case '"':
                    ReadDoubleQuoted();
                    break;
                case '\\':
                    ReadEscaped();
                    break;
                case '$':
                    ReadDollar(isQuoted: false);
                    break;
                case '`':
                    throw Backtick();
                default:
                    ReadPlain(c);
                    break;
            }
        }

        if (isInner && !closed)
        {
            throw new CommandLineException("unclosed $(");
        }

        EndWord();
        var words = _words.ToArray();
        _words.Clear();
        return words.Length == 0 ? null : new TypedLine(_text[start..(end < 0 ? _text.Length : end)].Trim(), words);
    }

    // "$ docker ps" is how commands stand in manuals.
    private void SkipPrompt(bool isInner)
    {
        while (!isInner && _at < _text.Length && _text[_at] is ' ' or '\t')
        {
            _at++;
        }

        if (!isInner && _at + 1 < _text.Length && _text[_at] == '$' && _text[_at + 1] == ' ')
        {
            _at += 2;
        }
    }

    private void SkipComment()
    {
        var end = _text.IndexOf('\n', _at);
        _at = (end < 0 ? _text.Length : end) - 1;
    }

    private void ReadPlain(char c)
    {
        if (Operators.Contains(c, StringComparison.Ordinal))
        {
            throw new CommandLineException(
                c is ';' or '&' ? $"'{c}' needs a shell, and there is none here: put each command on a line of its own, or quote it to pass it on as text"
                : $"'{c}' needs a shell, and there is none here: quote it to pass it on as text");
        }

        _part.Append(c);
        _inWord = true;
    }

    private void ReadSingleQuoted()
    {
        var close = _text.IndexOf('\'', _at + 1);
        if (close < 0)
        {
            throw new CommandLineException("unclosed single quote");
        }

        _part.Append(_text, _at + 1, close - _at - 1);
        _inWord = true;
        _at = close;
    }

    private void ReadDoubleQuoted()
    {
        _inWord = true;
        for (_at++; _at < _text.Length; _at++)
        {
            var next = _at + 1 < _text.Length ? _text[_at + 1] : '\0';
            switch (_text[_at])
            {
                case '"':
                    return;
                case '\\' when next is '$' or '`' or '"' or '\\':
                    _part.Append(next);
                    _at++;
                    break;
                case '\\' when next is '\n':
                    _at++;
                    break;
                case '$':
                    ReadDollar(isQuoted: true);
                    break;
                case '`':
                    throw Backtick();
                default:
                    _part.Append(_text[_at]);
                    break;
            }
        }

        throw new CommandLineException("unclosed double quote");
    }

    private void ReadEscaped()
    {
        if (_at + 1 >= _text.Length)
        {
            throw new CommandLineException("nothing follows the backslash at the end of the line");
        }

        if (_text[++_at] != '\n')
        {
            _part.Append(_text[_at]);
            _inWord = true;
        }
    }

    // Stands on the dollar sign, and afterwards on the last character of what it belongs to.
    private void ReadDollar(bool isQuoted)
    {
        var next = _at + 1 < _text.Length ? _text[_at + 1] : ' ';
        if (next != '(' || (_at + 2 < _text.Length && _text[_at + 2] == '('))
        {
            throw new CommandLineException(
                "'$' would be a substitution, and there is no shell here: only $(docker ps -q) and the like are known; put it in single quotes to pass it on as text");
        }

        if (_depth >= MostDepth)
        {
            throw new CommandLineException("a $(…) can't stand in another one");
        }

        var inner = new TypedScript(_text, _at + 2, _depth + 1);
        var line = inner.ReadLine(isInner: true) ?? throw new CommandLineException("there is nothing in $()");
        EndPart();
        _parts.Add(new TypedPart("", isQuoted, line));
        _inWord = true;
        _at = inner._at - 1;
    }

    private void EndPart()
    {
        if (_part.Length > 0)
        {
            _parts.Add(new TypedPart(_part.ToString(), IsQuoted: true, null));
            _part.Clear();
        }
    }

    private void EndWord()
    {
        if (_inWord)
        {
            EndPart();
            _words.Add(new TypedWord([.. _parts]));
            _parts.Clear();
            _inWord = false;
        }
    }

    private static CommandLineException Backtick() =>
        new("'`' would be a substitution, and there is no shell here: write $(docker ps -q), or put it in single quotes to pass it on as text");
}
