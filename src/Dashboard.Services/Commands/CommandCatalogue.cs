namespace Dashboard.Services.Commands;

/// <summary>
/// Every docker command that the program knows, found by its <see cref="VerbAttribute"/>: adding a file with a record adds the
/// command to the typed line, the API, completion and help.
/// </summary>
public sealed class CommandCatalogue
{
    private readonly Dictionary<string, CommandShape> _byPath = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, CommandShape> _byType = [];
    private readonly HashSet<string> _groups = new(StringComparer.Ordinal);

    private CommandCatalogue(IEnumerable<Type> types)
    {
        foreach (var shape in types.Select(t => new CommandShape(t)))
        {
            _byType.Add(shape.Type, shape);
            foreach (var path in shape.Verb.Aliases.Prepend(shape.Verb.Path))
            {
                _byPath.Add(path, shape);
                if (path.Split(' ') is [var group, _])
                {
                    _groups.Add(group);
                }
            }
        }
    }

    /// <summary>The commands of this program.</summary>
    public static CommandCatalogue Default { get; } = new(
        typeof(DockerCommand).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(DockerCommand)) && !t.IsAbstract));

    /// <summary>All commands, by their path.</summary>
    public IEnumerable<CommandShape> Commands => _byType.Values.OrderBy(s => s.Verb.Path, StringComparer.Ordinal);

    /// <summary>Every spelling of every command, aliases included.</summary>
    public IEnumerable<(string Path, CommandShape Shape)> Paths => _byPath.Select(p => (p.Key, p.Value));

    /// <summary>The shape of a command record; of one that can't be typed, as tests have, it is read from its attributes.</summary>
    public CommandShape For(DockerCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return _byType.GetValueOrDefault(command.GetType()) ?? new CommandShape(command.GetType());
    }

    /// <summary>Finds the command that <paramref name="words"/> (without "docker") begin with, and how many words its path takes.</summary>
    /// <exception cref="CommandLineException">There is none.</exception>
    public (CommandShape Shape, int PathLength) Find(IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        if (words is [] or ["help"] or ["--help"] or ["-h"])
        {
            throw Help(CommandHelp.ForGroup(this, ""));
        }

        if (words is ["help", ..])
        {
            throw Help(words.Count == 2 && _groups.Contains(words[1]) ? CommandHelp.ForGroup(this, words[1]) : CommandHelp.For(Find([.. words.Skip(1)]).Shape));
        }

        if (words.Count > 1 && _byPath.TryGetValue($"{words[0]} {words[1]}", out var grouped))
        {
            return (grouped, 2);
        }

        if (_byPath.TryGetValue(words[0], out var shape))
        {
            return (shape, 1);
        }

        if (_groups.Contains(words[0]) && words is [_] or [_, "--help"])
        {
            throw Help(CommandHelp.ForGroup(this, words[0]));
        }

        var isGroup = _groups.Contains(words[0]) && words.Count > 1;
        var culprit = isGroup ? $"{words[0]} {words[1]}" : words[0];
        throw new CommandLineException($"docker: unknown command: docker {culprit}", exitCode: 1)
        {
            Unknown = culprit,
            Known = [.. _byPath.Keys.Where(p => p.Contains(' ', StringComparison.Ordinal) == isGroup), .. isGroup ? [] : _groups],
        };
    }

    private static CommandLineException Help(string text) => new(text, exitCode: 0) { IsHelp = true };
}
