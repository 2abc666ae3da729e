using System.Globalization;

namespace Dashboard.Services.Formatting;

/// <summary>
/// From pieces to nodes. What a <c>--format</c> can use is read: fields, variables, pipes, functions, <c>if</c>, <c>with</c>, <c>range</c>,
/// <c>break</c>, <c>continue</c>; <c>define</c>, <c>template</c> and <c>block</c> are refused by name.
/// </summary>
internal sealed class GoTemplateParser(string text, Func<string, bool> isFunction)
{
    // Each level is a call of ours: a deep template must not end the process.
    private const int DeepestNesting = 100;

    private readonly List<GoLexeme> _lexemes = new GoTemplateLexer(text).Read();
    private readonly List<string> _variables = ["$"];
    private int _at;
    private int _depth;
    private int _loops;

    private GoLexeme Next => _lexemes[_at];

    public IReadOnlyList<GoNode> Parse()
    {
        var (nodes, end, _) = ReadList("");
        return end == "" ? nodes : throw Wrong($"unexpected {{{{{end}}}}}");
    }

    // Up to the {{end}} or {{else}} that closes it; gives which, with the lexer behind the keyword.
    private (List<GoNode> Nodes, string End, int Position) ReadList(string inside)
    {
        List<GoNode> nodes = [];
        while (true)
        {
            var lexeme = Take();
            switch (lexeme.Kind)
            {
                case GoToken.Text:
                    nodes.Add(new TextNode(lexeme.Position, lexeme.Text));
                    break;
                case GoToken.End when inside == "":
                    return (nodes, "", lexeme.Position);
                case GoToken.End:
                    throw Wrong("unexpected EOF");
                default:
                    SkipSpace();
                    if (Next is { Kind: GoToken.Identifier, Text: "end" or "else" } keyword)
                    {
                        Take();
                        return (nodes, keyword.Text, keyword.Position);
                    }

                    nodes.Add(ReadAction());
                    break;
            }
        }
    }

    private GoNode ReadAction()
    {
        if (Next is { Kind: GoToken.Identifier } word)
        {
            switch (word.Text)
            {
                case "if" or "with" or "range":
                    Take();
                    return ReadBranch(word.Text, word.Position);
                case "break" or "continue":
                    Take();
                    SkipSpace();
                    Expect(GoToken.Close, word.Text);
                    return _loops > 0 ? new JumpNode(word.Position, word.Text == "break") : throw Wrong($"{{{{{word.Text}}}}} outside {{{{range}}}}");
                case "define" or "template" or "block":
                    throw Wrong($"{{{{{word.Text}}}}} can't be used here: a format is one template");
            }
        }

        var pipe = ReadPipe("command", GoToken.Close);
        return new ActionNode(pipe.Position, pipe);
    }

    private BranchNode ReadBranch(string keyword, int position)
    {
        Deepen();
        var known = _variables.Count;
        var pipe = ReadPipe(keyword, GoToken.Close);
        _loops += keyword == "range" ? 1 : 0;
        var (body, end, _) = ReadList(keyword);
        _loops -= keyword == "range" ? 1 : 0;
        List<GoNode>? otherwise = null;
        if (end == "else")
        {
            SkipSpace();
            if (keyword != "range" && Next is { Kind: GoToken.Identifier, Text: "if" or "with" } again && again.Text == keyword)
            {
                // {{else if}}: one {{end}} closes both.
                Take();
                otherwise = [ReadBranch(keyword, again.Position)];
                _variables.RemoveRange(known, _variables.Count - known);
                _depth--;
                return new BranchNode(position, keyword, pipe, body, otherwise);
            }

            Expect(GoToken.Close, "else");
            (otherwise, end, _) = ReadList(keyword);
            if (end == "else")
            {
                throw Wrong("expected end; found {{else}}");
            }
        }

        SkipSpace();
        Expect(GoToken.Close, "end");
        _variables.RemoveRange(known, _variables.Count - known);
        _depth--;
        return new BranchNode(position, keyword, pipe, body, otherwise);
    }

    private PipeNode ReadPipe(string context, GoToken close)
    {
        Deepen();
        SkipSpace();
        var position = Next.Position;
        var (declared, isAssignment) = ReadDeclaration(context);
        List<CommandNode> commands = [];
        while (true)
        {
            SkipSpace();
            if (Next.Kind == close)
            {
                Take();
                if (commands.Count == 0)
                {
                    throw Wrong($"missing value for {context}");
                }

                _depth--;
                if (!isAssignment)
                {
                    _variables.AddRange(declared);
                }

                return new PipeNode(position, declared, isAssignment, commands);
            }

            if (Next.Kind is GoToken.Pipe or GoToken.Comma or GoToken.Assign or GoToken.Declare or GoToken.Character or GoToken.Close or GoToken.RightParenthesis or GoToken.End)
            {
                throw Wrong($"unexpected {Shown(Next)} in {context}");
            }

            commands.Add(ReadCommand());
            if (commands is [.., { Words: [LiteralNode] }] && commands.Count > 1)
            {
                throw Wrong($"non executable command in pipeline stage {commands.Count}");
            }
        }
    }

    private (List<string> Names, bool IsAssignment) ReadDeclaration(string context)
    {
        var start = _at;
        List<string> names = [];
        while (Next.Kind == GoToken.Variable)
        {
            names.Add(Take().Text);
            SkipSpace();
            if (Next.Kind is GoToken.Declare or GoToken.Assign)
            {
                var assigns = Take().Kind == GoToken.Assign;
                foreach (var name in assigns ? names : [])
                {
                    Known(name);
                }

                return (names, assigns);
            }

            if (Next.Kind != GoToken.Comma || context != "range" || names.Count > 1)
            {
                break;
            }

            Take();
            SkipSpace();
        }

        _at = start;
        return ([], false);
    }

    private CommandNode ReadCommand()
    {
        List<GoNode> words = [];
        SkipSpace();
        var position = Next.Position;
        while (true)
        {
            SkipSpace();
            if (ReadOperand() is { } word)
            {
                words.Add(word);
                if (Next.Kind is GoToken.Space)
                {
                    continue;
                }
            }

            if (Next.Kind == GoToken.Pipe)
            {
                Take();
                break;
            }

            if (Next.Kind is GoToken.Close or GoToken.RightParenthesis)
            {
                break;
            }

            throw Wrong($"unexpected {Shown(Next)} in operand");
        }

        return words.Count > 0 ? new CommandNode(position, words) : throw Wrong("empty command");
    }

    private GoNode? ReadOperand()
    {
        GoNode? root;
        switch (Next.Kind)
        {
            case GoToken.Field:
                root = new DotNode(Next.Position);
                break;
            case GoToken.Dot:
                root = new DotNode(Take().Position);
                break;
            case GoToken.Variable:
                Known(Next.Text);
                root = new VariableNode(Next.Position, Take().Text);
                break;
            case GoToken.LeftParenthesis:
                Take();
                root = ReadPipe("parenthesized pipeline", GoToken.RightParenthesis);
                break;
            case GoToken.TextLiteral:
                return new LiteralNode(Next.Position, Unquoted(Next), Take().Text);
            case GoToken.Number:
                return new LiteralNode(Next.Position, Number(Next), Take().Text);
            case GoToken.Identifier:
                return Word(Take());
            default:
                return null;
        }

        List<string> names = [];
        var position = Next.Kind == GoToken.Field ? Next.Position : root.Position;
        while (Next.Kind == GoToken.Field)
        {
            names.Add(Take().Text[1..]);
            // Go puts a chain of fields where its second one is.
            position = names.Count == 1 && Next.Kind == GoToken.Field && root is DotNode ? Next.Position : position;
        }

        return new FieldNode(position, root, names);
    }

    private GoNode Word(GoLexeme word) => word.Text switch
    {
        "true" or "false" => new LiteralNode(word.Position, word.Text == "true", word.Text),
        "nil" => new LiteralNode(word.Position, null, "nil"),
        _ => isFunction(word.Text) ? new IdentifierNode(word.Position, word.Text) : throw Wrong($"function \"{word.Text}\" not defined"),
    };

    private object Number(GoLexeme lexeme)
    {
        var digits = lexeme.Text.Replace("_", "", StringComparison.Ordinal);
        // Boxed one by one: as two arms of one expression both would be doubles.
        return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? (object)whole
            : double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? real
            : throw Wrong($"bad number syntax: \"{lexeme.Text}\"");
    }

    private string Unquoted(GoLexeme lexeme) =>
        lexeme.Text[0] == '`' ? lexeme.Text[1..^1] : GoQuote.Unquote(lexeme.Text) ?? throw Wrong("invalid syntax");

    private void Known(string variable)
    {
        if (!_variables.Contains(variable))
        {
            throw Wrong($"undefined variable \"{variable}\"");
        }
    }

    private void Deepen()
    {
        if (++_depth > DeepestNesting)
        {
            throw Wrong("too deeply nested");
        }
    }

    private GoLexeme Take() => _lexemes[_at++];

    private void SkipSpace()
    {
        while (Next.Kind == GoToken.Space)
        {
            _at++;
        }
    }

    private void Expect(GoToken kind, string context)
    {
        if (Next.Kind != kind)
        {
            throw Wrong($"unexpected {Shown(Next)} in {context}");
        }

        Take();
    }

    private static string Shown(GoLexeme lexeme) => lexeme.Kind == GoToken.End ? "EOF" : $"\"{lexeme.Text}\"";

    private GoTemplateException Wrong(string what) =>
        new($"template: :{GoTemplateLexer.Line(text, _lexemes[Math.Min(_at, _lexemes.Count - 1)].Position)}: {what}");
}
