namespace Dashboard.Services.Commands;

/// <summary>
/// Reads the words after a command's path as the docker CLI does (Go's spf13/pflag rules): <c>--name value</c>,
/// <c>--name=value</c>, <c>-n value</c>, <c>-nvalue</c>, joined switches, <c>--</c>; wording and exit codes of docker 28.
/// </summary>
internal sealed class CommandLineParser(CommandShape shape)
{
    private readonly Dictionary<ParameterShape, List<string>> _given = [];
    private readonly List<string> _arguments = [];

    public DockerCommand Parse(IReadOnlyList<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word == "--")
            {
                _arguments.AddRange(words.Skip(i + 1));
                break;
            }

            if (word.StartsWith("--", StringComparison.Ordinal))
            {
                i = ReadLong(words, i);
            }
            else if (word.Length > 1 && word[0] == '-')
            {
                i = ReadShorthands(words, i);
            }
            else if (shape.Verb.OptionsFirst)
            {
                _arguments.AddRange(words.Skip(i));
                break;
            }
            else
            {
                _arguments.Add(word);
            }
        }

        var command = shape.Create();
        foreach (var (parameter, values) in _given)
        {
            parameter.Set(command, values);
        }

        SetArguments(command);
        return command;
    }

    private int ReadLong(IReadOnlyList<string> words, int index)
    {
        var equals = words[index].IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? words[index] : words[index][..equals];
        var option = shape.Options.FirstOrDefault(o => o.Option!.Name == name || o.Option.Deprecated.Contains(name));
        if (option is null)
        {
            throw name == "--help"
                ? new CommandLineException(CommandHelp.For(shape), exitCode: 0) { IsHelp = true }
                : new CommandLineException($"unknown flag: {name}") { Unknown = name, Known = [.. shape.OptionNames] };
        }

        if (equals >= 0)
        {
            Give(option, words[index][(equals + 1)..]);
            return index;
        }

        if (option.IsSwitch)
        {
            Give(option, "true");
            return index;
        }

        Give(option, index + 1 < words.Count ? words[index + 1] : throw new CommandLineException($"flag needs an argument: {name}"));
        return index + 1;
    }

    private int ReadShorthands(IReadOnlyList<string> words, int index)
    {
        var word = words[index];
        for (var at = 1; at < word.Length; at++)
        {
            var option = shape.Options.FirstOrDefault(o => o.Option!.Shorthand is { } s && s[1] == word[at])
                ?? throw new CommandLineException($"unknown shorthand flag: '{word[at]}' in {word}");
            if (at + 1 < word.Length && word[at + 1] == '=')
            {
                Give(option, word[(at + 2)..]);
                return index;
            }

            if (option.IsSwitch)
            {
                Give(option, "true");
                continue;
            }

            if (at + 1 < word.Length)
            {
                Give(option, word[(at + 1)..]);
                return index;
            }

            Give(option, index + 1 < words.Count
                ? words[index + 1]
                : throw new CommandLineException($"flag needs an argument: '{word[at]}' in {word}"));
            return index + 1;
        }

        return index;
    }

    private void Give(ParameterShape option, string value)
    {
        if (!_given.TryGetValue(option, out var values))
        {
            _given[option] = values = [];
        }

        values.Add(value);
    }

    private void SetArguments(DockerCommand command)
    {
        var required = shape.Arguments.Count(a => !a.Argument!.Optional);
        var takesAll = shape.Arguments.Any(a => a.IsList);
        // An empty text where one is needed is none: a command that is not filled in yet is printed without it.
        var isEmpty = required > 0 && shape.Arguments.All(a => a.IsText) && _arguments.TrueForAll(a => a.Length == 0);
        if (isEmpty || _arguments.Count < required || (!takesAll && _arguments.Count > shape.Arguments.Count))
        {
            throw new CommandLineException(
                $"docker: 'docker {shape.Verb.Path}' {ArgumentCount(required, takesAll ? int.MaxValue : shape.Arguments.Count)}", exitCode: 1);
        }

        for (var i = 0; i < shape.Arguments.Count && i < _arguments.Count; i++)
        {
            var argument = shape.Arguments[i];
            argument.Set(command, argument.IsList ? [.. _arguments.Skip(i)] : [_arguments[i]]);
        }
    }

    // The docker CLI's cli.RequiresMinArgs, RequiresMaxArgs, RequiresRangeArgs, ExactArgs and NoArgs.
    private static string ArgumentCount(int required, int most) => (required, most) switch
    {
        (0, 0) => "accepts no arguments",
        (1, 1) => "requires 1 argument",
        (_, int.MaxValue) => $"requires at least {required} argument{(required == 1 ? "" : "s")}",
        (0, _) => $"requires at most {most} argument{(most == 1 ? "" : "s")}",
        _ when required == most => $"requires {required} arguments",
        _ => $"requires at least {required} and at most {most} arguments",
    };
}
