using Dashboard.Services.Commands;
using Dashboard.Services.Consoles;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Commands;

/// <summary>Lines as they are typed, substitutions and all, by a real shell with the real docker CLI and by our console; and more than 200 mistakes.</summary>
[Collection(AloneOnTheEngine.Name)]
public sealed class ConsoleEquivalenceTests(EngineFixture fixture) : IAsyncLifetime
{
    private const int MostAttempts = 10;

    // Ours alone, and what can't be asked without a stream.
    private static readonly string[] _notTheirs = ["container protect", "container recreate", "container unprotect", "import"];

    // Worded differently, about the same thing.
    private static readonly (string Line, string Culprit)[] _otherWords =
    [
        ("docker stop --time=1.5 {a}", "\"1.5\""), ("docker run BUSYBOX", "(library/BUSYBOX) must be lowercase"), ("docker kill nosuch", "No such container: nosuch"), ("docker kill {s}", "is not running"),
        ("docker tag busybox 'A B'", "\"A B\" is not a valid repository/tag"),
    ];

    private TwinContainers _containers = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _containers = await TwinContainers.MakeAsync(fixture, Token, ["--label", "team=x", "-e", "A=1"]);

    public async ValueTask DisposeAsync() =>
        await fixture.Engine.DockerAsync(CancellationToken.None, "rm", "-f", _containers.A, _containers.B, _containers.S);

    [Fact]
    public async Task Reads_WithQuotesAndSubstitutions_PrintWhatAShellWouldPrint() => await SameAsync(ReadLines.Typed);

    /// <summary>What <see cref="ReadLines"/> has is what is compared, here and in the other tests of its kind.</summary>
    [Fact]
    public void ReadLines_OfAllSorts_AreEnough()
    {
        string[] all = [.. ReadLines.Templates, .. ReadLines.Inspections, .. ReadLines.Lists, .. ReadLines.OtherReads, .. ReadLines.ThingLists, .. ReadLines.ThingInspections, .. ReadLines.DiskUse, .. ReadLines.Typed, .. ReadLines.Images];

        Assert.True(all.Distinct(StringComparer.Ordinal).Count() >= 200, $"{all.Length} lines are too few");
    }

    /// <summary>Of every command: a flag that there is not, too few arguments or too many; and mistakes of all sorts.</summary>
    [Fact]
    public async Task Mistakes_OfEverySort_EndWithACodeAndNameTheSameCulprit()
    {
        List<string> lines = [];
        foreach (var shape in CommandCatalogue.Default.Commands.Where(c => !_notTheirs.Contains(c.Verb.Path)))
        {
            lines.Add($"docker {shape.Verb.Path} --no-such-flag x y z");
            lines.Add($"docker {shape.Verb.Path} -Z x");
            if (shape.Arguments.Any(a => !a.Argument!.Optional))
            {
                lines.Add($"docker {shape.Verb.Path}");
            }

            if (!shape.Arguments.Any(a => a.IsList))
            {
                lines.Add($"docker {shape.Verb.Path} a b c d e");
            }
        }

        lines.AddRange(
        [
            "docker nosuch", "docker volume nosuch", "docker container nosuch x", "docker network nosuch", "docker stop -t abc {a}", "docker stop -t", "docker rm --force=maybe {a}",
            "docker ps --last x", "docker ps -n", "docker ps --filter x", "docker ps -f", "docker logs --tail", "docker logs -n", "docker run --cpus x busybox", "docker run -m x busybox", "docker run -p x:y busybox", "docker run -p 1:2:3:4:5 busybox",
            "docker run --restart sometimes busybox", "docker run -e", "docker run --memory", "docker run --pull sometimes busybox", "docker run --ip x busybox", "docker run --network", "docker run --add-host x busybox",
            "docker run --ulimit x busybox", "docker run --log-opt", "docker run -v", "docker run --device-read-bps x busybox", "docker run --health-interval x busybox", "docker run --label ' ' busybox", "docker run -d -a stdin busybox",
            "docker create --shm-size x busybox", "docker create --stop-timeout x busybox", "docker create --oom-score-adj x busybox", "docker create --expose x busybox", "docker create --sysctl x busybox",
            "docker kill -s NOSUCH {a}", "docker update --cpus x {a}", "docker update --memory x {a}", "docker update --restart x {a}", "docker exec {s} true", "docker exec nosuch true", "docker exec -u", "docker start nosuch", "docker start", "docker stop nosuch",
            "docker stop nosuch nosuch2", "docker restart nosuch", "docker rm {a}", "docker rm nosuch {a}", "docker rename nosuch x", "docker wait nosuch", "docker logs nosuch", "docker attach nosuch", "docker attach {s}",
            "docker cp nosuch:/x -", "docker cp {a} -", "docker export nosuch", "docker commit nosuch", "docker top {s}", "docker port nosuch", "docker volume create -d nosuch x", "docker network create -d nosuch x", "docker network connect nosuch {a}",
            "docker volume rm nosuch", "docker network rm nosuch", "docker network inspect nosuch", "docker volume inspect nosuch", "docker inspect nosuch", "docker inspect --type x {a}", "docker inspect -f '{{' {a}", "docker inspect --type volume {a}",
            "docker rmi nosuch", "docker rmi nosuch:1 nosuch:2", "docker history nosuch", "docker tag nosuch x", "docker images a b", "docker image inspect nosuch", "docker pull A", "docker pull 'a b'", "docker search",
        ]);
        Assert.True(lines.Count >= 200, $"{lines.Count} mistakes are too few");

        List<string> differences = [];
        foreach (var line in lines.Select(_containers.Fill))
        {
            var cli = await fixture.Engine.DockerAsync(Token, [.. ShellWords.Split(line).Skip(1)]);
            var ours = await RunAsync(line);
            if ((cli.ExitCode == 0) != (ours.ExitCode == 0) || (cli.ExitCode != 0 && Culprit(cli.Stderr) != Culprit(ours.Stderr)))
            {
                differences.Add($"{line}\n  expected {cli.ExitCode} {Culprit(cli.Stderr)}\n  but was  {ours.ExitCode} {Culprit(ours.Stderr)}");
            }
        }

        foreach (var (line, culprit) in _otherWords)
        {
            var cli = await fixture.Engine.DockerAsync(Token, [.. ShellWords.Split(_containers.Fill(line)).Skip(1)]);
            var ours = await RunAsync(_containers.Fill(line));
            if (cli.ExitCode == 0 || ours.ExitCode == 0 || !Culprit(cli.Stderr).Contains(culprit, StringComparison.Ordinal) || !Culprit(ours.Stderr).Contains(culprit, StringComparison.Ordinal))
            {
                differences.Add($"{line}\n  expected {cli.ExitCode} {Culprit(cli.Stderr)}\n  but was  {ours.ExitCode} {Culprit(ours.Stderr)}");
            }
        }

        Assert.True(differences.Count == 0, $"{differences.Count} of {lines.Count} differ:\n{string.Join('\n', differences)}");
    }

    // The sentence that names it; usage and advice follow on lines of their own, and what the old builder says of itself goes before.
    private static string Culprit(string stderr) =>
        stderr.Split('\n').FirstOrDefault(l => l.Length > 0 && !l.StartsWith("DEPRECATED", StringComparison.Ordinal) && !l.StartsWith(' '), "").Trim();

    private Task SameAsync(IEnumerable<string> templates) => SameAnswers.AssertAsync(
        templates.Select(_containers.Fill),
        async line => Answer.Of(await fixture.Engine.ShellAsync(line, Token)),
        async line => Answer.Of(await RunAsync(line)),
        MostAttempts);

    private async Task<CommandResult> RunAsync(string text)
    {
        try
        {
            var line = Assert.Single(TypedScript.Read(text));
            var read = await fixture.Services.Get<IConsoleLines>().ReadAsync(ServiceHost.Admin, fixture.Services.Local, line, Token);
            return read.Command is null ? read.Answer!
                : await fixture.Services.Get<ICommandRunner>().RunAsync(ServiceHost.Admin, fixture.Services.Local, read.Command, terminal: null, Token);
        }
        catch (CommandLineException e)
        {
            return e.ToResult();
        }
    }
}
