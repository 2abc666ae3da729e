namespace Dashboard.Services.Formatting;

internal enum GoToken
{
    Text,
    Open,
    Close,
    Field,
    Dot,
    Variable,
    Identifier,
    TextLiteral,
    Number,
    Pipe,
    Declare,
    Assign,
    Comma,
    LeftParenthesis,
    RightParenthesis,
    Space,
    Character,
    End,
}

/// <summary>A piece of a template.</summary>
internal readonly record struct GoLexeme(GoToken Kind, string Text, int Position);

/// <summary>Cuts a template into pieces, as text/template's lexer does: text, and what stands between <c>{{</c> and <c>}}</c>.</summary>
internal sealed class GoTemplateLexer(string text)
{
    private const string TrimCharacters = " \t\r\n";
    private readonly List<GoLexeme> _found = [];
    private int _at;
    private int _parentheses;

    public List<GoLexeme> Read()
    {
        var trimNext = false;
        while (true)
        {
            var open = text.IndexOf("{{", _at, StringComparison.Ordinal);
            var end = open < 0 ? text.Length : open;
            var plain = text[_at..end];
            if (trimNext)
            {
                plain = plain.TrimStart(TrimCharacters.ToCharArray());
            }

            var trims = open >= 0 && open + 3 < text.Length && text[open + 2] == '-' && TrimCharacters.Contains(text[open + 3], StringComparison.Ordinal);
            if (trims)
            {
                plain = plain.TrimEnd(TrimCharacters.ToCharArray());
            }

            if (plain.Length > 0)
            {
                _found.Add(new GoLexeme(GoToken.Text, plain, _at));
            }

            if (open < 0)
            {
                _found.Add(new GoLexeme(GoToken.End, "", text.Length));
                return _found;
            }

            _at = open + (trims ? 4 : 2);
            trimNext = text.AsSpan(_at).StartsWith("/*") ? SkipComment() : ReadAction(open);
        }
    }

    private bool SkipComment()
    {
        var end = text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
        if (end < 0)
        {
            throw Wrong("unclosed comment", _at);
        }

        _at = end + 2;
        return TakeClose() ?? throw Wrong("comment ends before closing delimiter", _at);
    }

    // Whether the closing delimiter trims what follows; null when it is none.
    private bool? TakeClose()
    {
        if (text.AsSpan(_at).StartsWith("}}"))
        {
            _at += 2;
            return false;
        }

        if (_at + 3 < text.Length && TrimCharacters.Contains(text[_at], StringComparison.Ordinal) && text.AsSpan(_at + 1).StartsWith("-}}"))
        {
            _at += 4;
            return true;
        }

        return null;
    }

    private bool ReadAction(int open)
    {
        _found.Add(new GoLexeme(GoToken.Open, "{{", open));
        while (true)
        {
            if (TakeClose() is { } trims)
            {
                if (_parentheses > 0)
                {
                    throw Wrong("unclosed left paren", _at);
                }

                _found.Add(new GoLexeme(GoToken.Close, "}}", _at - 2));
                return trims;
            }

            if (_at >= text.Length)
            {
                throw Wrong("unclosed action", _at);
            }

            ReadPiece();
        }
    }

    private void ReadPiece()
    {
        var start = _at;
        var c = text[_at];
        switch (c)
        {
            case ' ' or '\t' or '\r' or '\n':
                while (_at < text.Length && TrimCharacters.Contains(text[_at], StringComparison.Ordinal) && TakesNoClose())
                {
                    _at++;
                }

                Add(GoToken.Space, start);
                break;
            case '|':
                Single(GoToken.Pipe);
                break;
            case '(':
                _parentheses++;
                Single(GoToken.LeftParenthesis);
                break;
            case ')' when --_parentheses < 0:
                throw Wrong("unexpected right paren", start);
            case ')':
                Single(GoToken.RightParenthesis);
                break;
            case ',':
                Single(GoToken.Comma);
                break;
            case '=':
                Single(GoToken.Assign);
                break;
            case ':' when _at + 1 < text.Length && text[_at + 1] == '=':
                _at += 2;
                Add(GoToken.Declare, start);
                break;
            case ':':
                throw Wrong("expected :=", start);
            case '"':
                ReadQuoted(start);
                break;
            case '`':
                ReadRaw(start);
                break;
            case '.' when _at + 1 < text.Length && IsName(text[_at + 1]) && !char.IsAsciiDigit(text[_at + 1]):
                _at++;
                SkipName();
                Terminated();
                Add(GoToken.Field, start);
                break;
            case '.':
                Single(GoToken.Dot);
                break;
            case '$':
                _at++;
                SkipName();
                Terminated();
                Add(GoToken.Variable, start);
                break;
            case var d when char.IsAsciiDigit(d) || d is '+' or '-':
                ReadNumber(start);
                break;
            case var n when IsName(n):
                SkipName();
                Terminated();
                Add(GoToken.Identifier, start);
                break;
            case > ' ' and < '\x7f':
                Single(GoToken.Character);
                break;
            default:
                throw Wrong($"unrecognized character in action: {Described(c)}", start);
        }
    }

    private bool TakesNoClose() => !(TrimCharacters.Contains(text[_at], StringComparison.Ordinal) && text.AsSpan(_at + 1).StartsWith("-}}"));

    private void ReadQuoted(int start)
    {
        for (_at++; _at < text.Length && text[_at] != '"'; _at++)
        {
            if (text[_at] == '\n')
            {
                throw Wrong("unterminated quoted string", start);
            }

            if (text[_at] == '\\')
            {
                _at++;
            }
        }

        if (_at >= text.Length)
        {
            throw Wrong("unterminated quoted string", start);
        }

        _at++;
        Add(GoToken.TextLiteral, start);
    }

    private void ReadRaw(int start)
    {
        var end = text.IndexOf('`', _at + 1);
        _at = end < 0 ? throw Wrong("unterminated raw quoted string", start) : end + 1;
        Add(GoToken.TextLiteral, start);
    }

    private void ReadNumber(int start)
    {
        _at++;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '.' or '_'))
        {
            _at++;
        }

        Add(GoToken.Number, start);
    }

    private void SkipName()
    {
        while (_at < text.Length && IsName(text[_at]))
        {
            _at++;
        }
    }

    private void Single(GoToken kind)
    {
        _at++;
        Add(kind, _at - 1);
    }

    private void Add(GoToken kind, int start) => _found.Add(new GoLexeme(kind, text[start.._at], start));

    private GoTemplateException Wrong(string what, int position) => new($"template: :{Line(text, position)}: {what}");

    internal static int Line(string text, int position) => 1 + text.AsSpan(0, Math.Min(position, text.Length)).Count('\n');

    private void Terminated()
    {
        if (_at < text.Length && !TrimCharacters.Contains(text[_at], StringComparison.Ordinal) && !".,|:()".Contains(text[_at], StringComparison.Ordinal)
            && !text.AsSpan(_at).StartsWith("}}"))
        {
            throw Wrong($"bad character {Described(text[_at])}", _at);
        }
    }

    private static bool IsName(char c) => c == '_' || char.IsLetterOrDigit(c);

    private static string Described(char c) => char.IsControl(c) ? $"U+{(int)c:X4}" : $"U+{(int)c:X4} '{c}'";
}
