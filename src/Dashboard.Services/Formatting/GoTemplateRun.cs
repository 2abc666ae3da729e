using System.Text;
using Dashboard.Services.Budgets;

namespace Dashboard.Services.Formatting;

/// <summary>One execution of a template.</summary>
internal sealed class GoTemplateRun(string text, object? data, IReadOnlyDictionary<string, GoFunction> functions, bool isUntyped)
{
    // A format is a line; these end a template that counts to a billion, not one that anybody writes.
    private const int MostSteps = 200_000;
    private const int LongestOutput = 4 * 1024 * 1024;

    // What functions make on the way, which variables may hold.
    private static readonly WorkLimits _limits = new(long.MaxValue, 32 * 1024 * 1024, WorkLimits.Answer);

    private readonly StringBuilder _output = new();
    private readonly WorkBudget _budget = new("the template", _limits, CancellationToken.None);
    private readonly List<(string Name, object? Value)> _variables = [("$", data)];
    private int _steps;

    private enum Flow
    {
        On,
        Break,
        Continue,
    }

    public string Run(IReadOnlyList<GoNode> nodes)
    {
        try
        {
            Walk(nodes, data);
            return _output.ToString();
        }
        catch (BudgetExceededException e)
        {
            throw new GoTemplateException($"template: : executing \"\": {e.Message}");
        }
    }

    private Flow Walk(IReadOnlyList<GoNode> nodes, object? dot)
    {
        foreach (var node in nodes)
        {
            Step(node);
            switch (node)
            {
                case TextNode plain:
                    Write(plain, plain.Text);
                    break;
                case ActionNode action:
                    var value = Evaluate(action.Pipe, dot);
                    if (action.Pipe.Variables.Count == 0)
                    {
                        Write(action, GoPrint.Shown(value));
                    }

                    break;
                case JumpNode jump:
                    return jump.IsBreak ? Flow.Break : Flow.Continue;
                case BranchNode branch:
                    var known = _variables.Count;
                    var flow = branch.Keyword == "range" ? Range(branch, dot) : Choose(branch, dot);
                    _variables.RemoveRange(known, _variables.Count - known);
                    if (flow != Flow.On)
                    {
                        return flow;
                    }

                    break;
                default:
                    throw new InvalidOperationException($"{node.GetType()} is no statement.");
            }
        }

        return Flow.On;
    }

    private Flow Choose(BranchNode branch, object? dot)
    {
        var value = Evaluate(branch.Pipe, dot);
        return GoValues.IsTrue(value) ? Walk(branch.Body, branch.Keyword == "with" ? value : dot)
            : branch.Else is { } otherwise ? Walk(otherwise, dot)
            : Flow.On;
    }

    private Flow Range(BranchNode branch, object? dot)
    {
        var over = EvaluateOnly(branch.Pipe, dot);
        var items = over switch
        {
            null => [],
            GoList list => list.Select((item, i) => ((object?)(long)i, item)),
            GoMap map => map.Items.Select(i => ((object?)i.Key, i.Value)),
            long count => Numbers(count),
            _ => throw Wrong(branch.Pipe, $"range can't iterate over {GoPrint.Shown(over)}"),
        };
        var any = false;
        foreach (var (key, item) in items)
        {
            any = true;
            Step(branch);
            var known = _variables.Count;
            switch (branch.Pipe.Variables)
            {
                case [var single]:
                    Bind(branch.Pipe, single, over is long ? key : item);
                    break;
                case [var first, var second]:
                    Bind(branch.Pipe, first, key);
                    Bind(branch.Pipe, second, item);
                    break;
            }

            var flow = Walk(branch.Body, item);
            _variables.RemoveRange(known, _variables.Count - known);
            if (flow == Flow.Break)
            {
                break;
            }
        }

        return !any && branch.Else is { } otherwise ? Walk(otherwise, dot) : Flow.On;
    }

    private static IEnumerable<(object?, object?)> Numbers(long count)
    {
        for (var i = 0L; i < count; i++)
        {
            yield return (i, i);
        }
    }

    private object? Evaluate(PipeNode pipe, object? dot)
    {
        var value = EvaluateOnly(pipe, dot);
        foreach (var variable in pipe.Variables)
        {
            Bind(pipe, variable, value);
        }

        return value;
    }

    private object? EvaluateOnly(PipeNode pipe, object? dot)
    {
        object? value = null;
        for (var i = 0; i < pipe.Commands.Count; i++)
        {
            value = Evaluate(pipe.Commands[i], dot, i > 0 ? [value] : []);
        }

        return value;
    }

    private void Bind(PipeNode pipe, string name, object? value)
    {
        if (!pipe.IsAssignment)
        {
            _variables.Add((name, value));
            return;
        }

        var at = _variables.FindLastIndex(v => v.Name == name);
        _variables[at] = (name, value);
    }

    private object? Evaluate(CommandNode command, object? dot, object?[] piped)
    {
        Step(command);
        var arguments = command.Words.Skip(1);
        switch (command.Words[0])
        {
            case IdentifierNode function:
                return Call(function, command, arguments, dot, piped);
            case FieldNode { Names.Count: > 0 } field when command.Words.Count > 1 || piped.Length > 0:
                return CallMethod(field, command, [.. arguments.Select(a => Value(a, dot)), .. piped], dot);
            case LiteralNode { Value: null } nil:
                throw Wrong(nil, "nil is not a command");
            case var word when command.Words.Count > 1 || piped.Length > 0:
                throw Wrong(word, $"can't give argument to non-function {word}");
            default:
                return Value(command.Words[0], dot);
        }
    }

    private object? Value(GoNode node, object? dot)
    {
        Step(node);
        return node switch
        {
            LiteralNode literal => literal.Value,
            IdentifierNode function => Call(function, new CommandNode(node.Position, [node]), [], dot, []),
            FieldNode field => Fields(field, field.Names.Count, dot),
            PipeNode pipe => EvaluateOnly(pipe, dot),
            _ => throw new InvalidOperationException($"{node.GetType()} has no value."),
        };
    }

    private object? Fields(FieldNode node, int count, object? dot)
    {
        var value = node.Root switch
        {
            DotNode => dot,
            VariableNode variable => _variables.FindLast(v => v.Name == variable.Name).Value,
            var root => Value(root, dot),
        };
        foreach (var name in node.Names.Take(count))
        {
            value = Field(node, value, name);
        }

        return value;
    }

    private object? Field(FieldNode node, object? receiver, string name)
    {
        switch (receiver)
        {
            case IGoObject o when o.TryGet(name, out var value):
                return value;
            case IGoObject o:
                throw Missing(node, o.Method(name) is null ? o.MissingField(name) : $"wrong number of args for {name}: want 1 got 0");
            case GoMap map:
                return map.TryGet(name, out var item) ? item
                    : isUntyped ? throw Missing(node, $"map has no entry for key \"{name}\"")
                    : null;
            case null:
                return null;
            case GoNil:
                throw Missing(node, $"nil pointer evaluating interface {{}}.{name}");
            default:
                throw Missing(node, $"can't evaluate field {name} in type {(isUntyped ? "interface {}" : GoValues.TypeName(receiver))}");
        }
    }

    private object? CallMethod(FieldNode field, CommandNode command, object?[] arguments, object? dot)
    {
        var name = field.Names[^1];
        var receiver = Fields(field, field.Names.Count - 1, dot);
        if ((receiver as IGoObject)?.Method(name) is not { } method)
        {
            Field(field, receiver, name);
            throw Wrong(field, receiver is IGoObject ? $"wrong number of args for {name}: want 0 got {arguments.Length}" : $"{name} is not a method but has arguments");
        }

        return arguments switch
        {
            [string argument] => method(argument),
            [var other] => throw Wrong(command, $"wrong type for value; expected string; got {GoValues.TypeName(other)}"),
            _ => throw Wrong(field, $"wrong number of args for {name}: want 1 got {arguments.Length}"),
        };
    }

    private object? Call(IdentifierNode name, CommandNode command, IEnumerable<GoNode> words, object? dot, object?[] piped)
    {
        if (name.Name is "and" or "or")
        {
            return Shortcut(name, [.. words], dot, piped);
        }

        List<GoNode> given = [.. words];
        object?[] arguments = [.. given.Select(w => Value(w, dot)), .. piped];
        var function = functions[name.Name];
        if (arguments.Length < function.Fewest || arguments.Length > function.Most)
        {
            var want = function.Most == int.MaxValue ? $"at least {function.Fewest}" : $"{function.Fewest}";
            throw Wrong(name, $"wrong number of args for {name.Name}: want {want} got {arguments.Length}");
        }

        try
        {
            if (function.Growth > 0)
            {
                // Before it is made. Two bytes a character.
                _budget.Make(2L * function.Growth * (arguments.Sum(a => Length(a, function.IsDeep)) + Extra(name.Name, arguments)));
            }

            return function.Call(arguments);
        }
        catch (GoTypeException e)
        {
            var at = Array.FindIndex(arguments, a => ReferenceEquals(a, e.Value));
            var node = at >= 0 && at < given.Count ? given[at] : name;
            throw Wrong(node, node is LiteralNode ? $"expected {e.Expected}; found {node}" : e.Message);
        }
        catch (GoArgumentException e)
        {
            throw Wrong(command, $"error calling {name.Name}: {e.Message}");
        }
    }

    // The first that decides; what stands behind it is not even asked for.
    private object? Shortcut(IdentifierNode name, IReadOnlyList<GoNode> words, object? dot, object?[] piped)
    {
        object? value = null;
        foreach (var next in words.Select(w => (Func<object?>)(() => Value(w, dot))).Concat(piped.Select(p => (Func<object?>)(() => p))))
        {
            value = next();
            if (GoValues.IsTrue(value) == (name.Name == "or"))
            {
                return value;
            }
        }

        return words.Count + piped.Length > 0 ? value : throw Wrong(name, $"wrong number of args for {name.Name}: want at least 1 got 0");
    }

    // What comes to the arguments: spaces up to a width, and a separator for each item.
    private static long Extra(string function, object?[] arguments) => (function, arguments) switch
    {
        ("printf", [string format, ..]) => GoPrintf.Widths(format),
        ("pad", [_, long before, long after]) => Math.Clamp(before, 0, GoTemplateFunctions.WidestPadding) + Math.Clamp(after, 0, GoTemplateFunctions.WidestPadding),
        ("join", [GoList list, string separator]) => (long)list.Count * separator.Length,
        _ => 0,
    };

    // Characters of what a value prints as, about; deep in lists and maps only where that is asked for.
    private long Length(object? value, bool isDeep)
    {
        _budget.Step();
        return value switch
        {
            string text => text.Length,
            GoNumber number => number.Text.Length,
            GoList list when isDeep => list.Sum(item => 1 + Length(item, isDeep)),
            GoMap map when isDeep => map.Items.Sum(i => 2 + i.Key.Length + Length(i.Value, isDeep)),
            IGoObject o when isDeep => o.Fields.Sum(f => 2 + f.Key.Length + Length(f.Value, isDeep)),
            GoList list => list.Count,
            _ => 8,
        };
    }

    private void Step(GoNode node)
    {
        _budget.Step();
        if (++_steps > MostSteps)
        {
            throw Wrong(node, "the template takes too many steps");
        }
    }

    private void Write(GoNode node, string words)
    {
        if (_output.Length + words.Length > LongestOutput)
        {
            throw Wrong(node, "the output is too long");
        }

        _output.Append(words);
    }

    private GoTemplateException Missing(GoNode node, string what) => new(Located(node, what), isMissingField: true);

    private GoTemplateException Wrong(GoNode node, string what) => new(Located(node, what));

    private string Located(GoNode node, string what)
    {
        var before = text.AsSpan(0, Math.Min(node.Position, text.Length));
        var column = node.Position - (before.LastIndexOf('\n') + 1);
        return $"template: :{GoTemplateLexer.Line(text, node.Position)}:{column}: executing \"\" at <{node}>: {what}";
    }
}
