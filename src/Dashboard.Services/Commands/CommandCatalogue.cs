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

    /// <summary>The shape of a command record.</summary>
    public CommandShape For(DockerCommand command) => _byType[(command ?? throw new ArgumentNullException(nameof(command))).GetType()];

    /// <summary>Finds the command that <paramref name="words"/> (without "docker") begin with, and how many words its path takes.</summary>
    /// <exception cref="CommandLineException">There is none.</exception>
    public (CommandShape Shape, int PathLength) Find(IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        if (words.Count == 0)
        {
            throw new CommandLineException("docker: no command given", exitCode: 1);
        }

        if (words.Count > 1 && _byPath.TryGetValue($"{words[0]} {words[1]}", out var grouped))
        {
            return (grouped, 2);
        }

        if (_byPath.TryGetValue(words[0], out var shape))
        {
            return (shape, 1);
        }

        var culprit = _groups.Contains(words[0]) && words.Count > 1 ? $"{words[0]} {words[1]}" : words[0];
        throw new CommandLineException($"docker: unknown command: docker {culprit}", exitCode: 1);
    }
}
