namespace Dashboard.Services.Formatting;

/// <summary>A part of a parsed template; its text is what Go's error messages show between angle brackets.</summary>
/// <param name="Position">Offset in the template.</param>
internal abstract record GoNode(int Position);

internal sealed record TextNode(int Position, string Text) : GoNode(Position);

internal sealed record ActionNode(int Position, PipeNode Pipe) : GoNode(Position);

/// <summary><c>if</c>, <c>with</c> and <c>range</c>.</summary>
internal sealed record BranchNode(int Position, string Keyword, PipeNode Pipe, IReadOnlyList<GoNode> Body, IReadOnlyList<GoNode>? Else) : GoNode(Position);

/// <summary><c>break</c> and <c>continue</c>.</summary>
internal sealed record JumpNode(int Position, bool IsBreak) : GoNode(Position);

internal sealed record PipeNode(int Position, IReadOnlyList<string> Variables, bool IsAssignment, IReadOnlyList<CommandNode> Commands) : GoNode(Position)
{
    public override string ToString() =>
        (Variables.Count > 0 ? $"{string.Join(", ", Variables)} {(IsAssignment ? "=" : ":=")} " : "") + string.Join(" | ", Commands);
}

/// <summary>A function with its arguments, or a single operand.</summary>
internal sealed record CommandNode(int Position, IReadOnlyList<GoNode> Words) : GoNode(Position)
{
    public override string ToString() => string.Join(' ', Words.Select(w => w is PipeNode ? $"({w})" : w.ToString()));
}

internal sealed record LiteralNode(int Position, object? Value, string Text) : GoNode(Position)
{
    public override string ToString() => Text;
}

internal sealed record IdentifierNode(int Position, string Name) : GoNode(Position)
{
    public override string ToString() => Name;
}

/// <summary>A dot, a variable or something in parentheses (<paramref name="Root"/>), and the fields asked of it.</summary>
internal sealed record FieldNode(int Position, GoNode Root, IReadOnlyList<string> Names) : GoNode(Position)
{
    public override string ToString() => Root switch
    {
        DotNode => Names.Count == 0 ? "." : "." + string.Join('.', Names),
        PipeNode => $"({Root})" + string.Concat(Names.Select(n => "." + n)),
        _ => Root + string.Concat(Names.Select(n => "." + n)),
    };
}

internal sealed record DotNode(int Position) : GoNode(Position)
{
    public override string ToString() => ".";
}

internal sealed record VariableNode(int Position, string Name) : GoNode(Position)
{
    public override string ToString() => Name;
}
