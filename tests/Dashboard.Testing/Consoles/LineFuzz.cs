using System.Diagnostics;
using System.Text;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Consoles;
using Dashboard.Services.Environments;

namespace Dashboard.Testing;

/// <summary>
/// Random lines for the console: words of the catalogue in any order, flags with and without values, quotes that are not closed, what only a
/// shell understands, odd characters. Each is read, or refused in words, quickly; and nothing is run but lists of ids in <c>$(…)</c>.
/// </summary>
public sealed class LineFuzz
{
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(2);

    private static readonly string[] _odd =
    [
        "", " ", "  ", "\t", "\n", "'", "\"", "\\", "`", "$", "$(", ")", "$(docker ps -q)", "$(docker ps -aq)", "$(docker rm -f web)", "$(ps)", "$((", "${X}", "$X", ";", "|", "||", "&", "&&", ">", ">>", "<",
        "#", "--", "-", "---", "=", "-=", "--=", "~", "*", "?", "[a-z]", "{a,b}", "!", "!!", "\0", "\u001b[31m", "\u202e", "한글", "🐳", "\ud800", "../x", "/etc/passwd", "a b", "-1", "99999999999999999999", "1e9", "NaN", "0x10",
        "true", "false", "{{.ID}}", "{{", "{{range}}", "a=b", "=b", "a=", "a,b", "a:b:c:d", "127.0.0.1:80:80/udp", "1-70000:1", "type=bind,source=/,target=/x", "type=volume,\"", "docker", "docker docker", "-it", "-vvv", "--help", "-h",
    ];

    private readonly Random _random;
    private readonly string[] _paths = [.. CommandCatalogue.Default.Paths.Select(p => p.Path)];
    private readonly string[] _flags = [.. CommandCatalogue.Default.Commands.SelectMany(c => c.Fields).SelectMany(f => (string?[])[f.Name, f.Shorthand]).OfType<string>().Distinct()];
    private readonly CountingRunner _runner = new();
    private readonly FakeEnvironmentRegistry _environments = new();

    private LineFuzz(int seed) => _random = new Random(seed);

    /// <summary>Lines that could be run.</summary>
    public int Valid { get; private set; }

    /// <summary>Lines that were refused or answered.</summary>
    public int Answered { get; private set; }

    /// <summary>Lists of ids that were asked for.</summary>
    public int Listed => _runner.Count;

    /// <summary>Reads <paramref name="count"/> lines.</summary>
    /// <exception cref="InvalidOperationException">A line broke something; the message has it, quoted.</exception>
    public static async Task<LineFuzz> RunAsync(int count, int seed, CancellationToken cancellationToken)
    {
        var fuzz = new LineFuzz(seed);
        var console = new ConsoleLines(fuzz._runner, new NoNames());
        for (var n = 0; n < count; n++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var text = fuzz.Line();
            var started = Stopwatch.GetTimestamp();
            try
            {
                await fuzz.ReadAsync(console, text, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw new InvalidOperationException($"Line {n} of seed {seed}: {System.Text.Json.JsonSerializer.Serialize(text)}", e);
            }

            if (Stopwatch.GetElapsedTime(started) > _longest)
            {
                throw new InvalidOperationException($"Line {n} of seed {seed} took {Stopwatch.GetElapsedTime(started)}: {System.Text.Json.JsonSerializer.Serialize(text)}");
            }
        }

        fuzz._environments.Dispose();
        return fuzz;
    }

    private async Task ReadAsync(ConsoleLines console, string text, CancellationToken cancellationToken)
    {
        IReadOnlyList<TypedLine> lines;
        try
        {
            lines = TypedScript.Read(text);
        }
        catch (CommandLineException e) when (e.Message.Length > 0 && e.ExitCode != 0)
        {
            Answered++;
            return;
        }

        foreach (var line in lines)
        {
            var read = await console.ReadAsync(ServiceHost.Admin, _environments.Local, line, cancellationToken);
            if (read.Command is null)
            {
                Answered++;
                _ = read.Answer ?? throw new InvalidOperationException("Neither a command nor an answer.");
                continue;
            }

            Valid++;
            // Whole: what would be run is what the line says, and can be said again.
            if (!CommandLine.Parse(CommandLine.Print(read.Command)).Equals(read.Command))
            {
                throw new InvalidOperationException($"Printed, it is another command: {CommandLine.Print(read.Command)}");
            }
        }
    }

    private string Line()
    {
        var text = new StringBuilder(_random.Next(4) > 0 ? "docker " : "");
        if (_random.Next(10) > 0)
        {
            text.Append(Pick(_paths)).Append(' ');
        }

        for (var words = _random.Next(8); words > 0; words--)
        {
            text.Append(Word()).Append(_random.Next(20) == 0 ? Pick(_odd) : " ");
        }

        return _random.Next(50) == 0 ? Mangled(text) : text.ToString();
    }

    private string Word() => _random.Next(10) switch
    {
        0 or 1 or 2 => Pick(_flags),
        3 => $"{Pick(_flags)}={Pick(_odd)}",
        4 or 5 => Pick(_odd),
        6 => $"'{Pick(_odd)}'",
        7 => $"\"{Pick(_odd)}\"",
        _ => new string([.. Enumerable.Range(0, _random.Next(1, 12)).Select(_ => "abcxyz019_.-/:@=,"[_random.Next(17)])]),
    };

    private string Mangled(StringBuilder text)
    {
        for (var n = 0; n < 5 && text.Length > 0; n++)
        {
            text[_random.Next(text.Length)] = (char)_random.Next(1, 0x3000);
        }

        return text.ToString();
    }

    private string Pick(string[] from) => from[_random.Next(from.Length)];

    /// <summary>Answers lists, and is a failure for everything else.</summary>
    private sealed class CountingRunner : ICommandRunner
    {
        public int Count { get; private set; }

        public Task<CommandResult> RunAsync(Actor actor, DockerEnvironment environment, DockerCommand command, ITerminal? terminal, CancellationToken cancellationToken)
        {
            Count++;
            return command.ListsNames
                ? Task.FromResult(new CommandResult(0, Count % 3 == 0 ? "" : "0123456789ab\nba9876543210\n", ""))
                : throw new InvalidOperationException($"This was run: {command}");
        }

        public Task<CommandResult> RunAsync(Actor actor, DockerEnvironment environment, DockerCommand command, CommandFiles files, CancellationToken cancellationToken) =>
            throw new InvalidOperationException($"This was run: {command}");

        public Task<CommandResult> RunAsync(Actor actor, DockerEnvironment environment, DockerCommand command, IProgress<LayerProgress> progress, CancellationToken cancellationToken) =>
            throw new InvalidOperationException($"This was run: {command}");

        public Task<CommandResult> RunAsync(
            Actor actor, DockerEnvironment environment, DockerCommand command, CommandFiles files, IProgress<LayerProgress> progress, CancellationToken cancellationToken) =>
            throw new InvalidOperationException($"This was run: {command}");
    }

    private sealed class NoNames : ILiveNames
    {
        public Task<IReadOnlyList<LiveName>> ListAsync(Actor actor, DockerEnvironment environment, LiveNameKinds kinds, string part, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<LiveName>>([]);
    }
}
