using CsCheck;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Logs;

namespace Dashboard.Services.Tests.Commands;

public sealed class CommandLineTests
{
    private static readonly Gen<ResourceName> Names =
        from first in Gen.Char.AlphaNumeric
        from rest in Gen.Char["abcXYZ019_.-"].Array[0, 12]
        select ResourceName.Of(first + new string(rest));

    private static readonly Gen<EquatableList<ResourceName>> SomeNames = Names.Array[1, 4].Select(EquatableList.From);

    // What must be there: empty it is none.
    private static readonly Gen<string> Needed = Gen.String.Where(s => s.Length > 0);

    private static readonly Gen<string?> Texts = Gen.OneOf(Gen.Const((string?)null), Gen.String.Select(s => (string?)s));

    private static readonly Gen<int?> Numbers = Gen.OneOf(Gen.Const((int?)null), Gen.Int.Select(i => (int?)i));

    private static readonly Gen<EquatableList<FilterOption>> Filters =
        Gen.Select(Gen.Char.AlphaNumeric.Array[1, 6], Gen.Char["abcXYZ019 =<>'\"&_.-"].Array[0, 8])
            .Select((name, value) => new FilterOption(new string(name).ToLowerInvariant(), new string(value).Trim())).Array[0, 3].Select(EquatableList.From);

    private static readonly Gen<DockerCommand> Commands = Gen.OneOf<DockerCommand>(
    [
        Gen.Select(SomeNames, Gen.Bool, Gen.Bool, Texts, DockerCommand (n, a, i, k) => new StartContainers { Containers = n, Attach = a, Interactive = i, DetachKeys = k }),
        Gen.Select(Names, Gen.Bool, Texts, DockerCommand (n, s, k) => new AttachToContainer { Container = n, NoStdin = s, DetachKeys = k }),
        Gen.Select(SomeNames, Texts, Numbers, DockerCommand (n, s, t) => new StopContainers { Containers = n, Signal = s, Timeout = t }),
        Gen.Select(SomeNames, Texts, Numbers, DockerCommand (n, s, t) => new RestartContainers { Containers = n, Signal = s, Timeout = t }),
        Gen.Select(SomeNames, Texts, DockerCommand (n, s) => new KillContainers { Containers = n, Signal = s }),
        Gen.Select(SomeNames, Gen.Bool, Gen.Bool, Gen.Bool, DockerCommand (n, f, l, v) => new RemoveContainers { Containers = n, Force = f, Link = l, Volumes = v }),
        CreationGen.Run.Select(DockerCommand (c) => c),
        SomeNames.Select(DockerCommand (n) => new ProtectContainers { Containers = n }),
        SomeNames.Select(DockerCommand (n) => new UnprotectContainers { Containers = n }),
        CreationGen.Create.Select(DockerCommand (c) => c),
        Gen.Select(Names, CreationGen.Create, Gen.Int[-1, 900], DockerCommand (n, c, wait) => RecreateContainer.From(n, c) with { WaitTimeout = wait < 0 ? null : wait }),
        CreationGen.Update.Select(DockerCommand (c) => c),
        Gen.Select(Names, Gen.String.Array[1, 4], Gen.String.Array[0, 3], Gen.Bool, Texts, Gen.Bool, DockerCommand (n, c, e, tty, u, detach) => new ExecInContainer
        {
            Detach = detach,
            Privileged = tty != detach,
            Container = n,
            Command = EquatableList.From(c),
            Env = EquatableList.From(e),
            Tty = tty,
            Interactive = !tty,
            User = u,
        }),
        SomeNames.Select(DockerCommand (n) => new PauseContainers { Containers = n }),
        SomeNames.Select(DockerCommand (n) => new UnpauseContainers { Containers = n }),
        SomeNames.Select(DockerCommand (n) => new WaitForContainers { Containers = n }),
        Gen.Select(Names, Gen.String, DockerCommand (n, t) => new RenameContainer { Container = n, NewName = t }),
        Gen.Select(Names, Gen.String.Array[0, 3], DockerCommand (n, o) => new ListProcesses { Container = n, PsOptions = EquatableList.From(o) }),
        Gen.Select(Names, Texts, DockerCommand (n, t) => new ListPorts { Container = n, Port = t }),
        Names.Select(DockerCommand (n) => new DiffContainer { Container = n }),
        Gen.Select(Filters, Texts, Gen.Int, Gen.Bool, Gen.Bool, DockerCommand (f, t, i, a, b) => new ListContainers
        {
            Filter = f,
            Format = t,
            Last = i,
            All = a,
            Latest = b,
            NoTrunc = a != b,
            Quiet = !a,
            WithSize = !b,
        }),
        ThingsGen.Commands,
        Gen.Select(Gen.String.Array[1, 4], Texts, Texts, Gen.Bool, DockerCommand (n, f, t, s) => new InspectObjects { Names = EquatableList.From(n), Format = f, Type = t, WithSize = s }),
        Gen.Select(SomeNames, Texts, Gen.Bool, DockerCommand (n, f, s) => new InspectContainers { Containers = n, Format = f, WithSize = s }),
        Gen.Select(Filters, Gen.Bool, DockerCommand (f, b) => new PruneContainers { Filter = f, Force = b }),
        Gen.Select(SomeNames, Texts, Gen.Bool, Gen.Bool, Gen.Bool, DockerCommand (n, f, a, s, t) =>
            new ShowStats { Containers = a ? n : [], Format = f, All = a, NoStream = s, NoTrunc = t }),
        Gen.Select(Names, Texts, Texts, Texts, Gen.String.Array[0, 3], Gen.Bool, DockerCommand (n, a, m, r, c, p) =>
            new CommitContainer { Container = n, Author = a, Message = m, Reference = r, Change = EquatableList.From(c), Pause = p }),
        Gen.Select(Names, Texts, Texts, Gen.String, Gen.Bool, Gen.Bool, Gen.Bool, DockerCommand (n, s, u, tail, f, t, d) =>
            new ShowLogs { Container = n, Since = s, Until = u, Tail = tail, Follow = f, Timestamps = t, Details = d }),
        Names.Select(DockerCommand (n) => new ExportContainer { Container = n }),
        Gen.Select(Needed, Gen.String, Gen.Bool, Gen.Bool, Gen.Bool, DockerCommand (s, d, a, l, q) =>
            new CopyFiles { Source = s, Destination = d, Archive = a, FollowLink = l, Quiet = q }),
        .. ImageGen.All,
    ]);

    [Fact]
    public void Parse_OfPrint_IsTheSameCommand() => Commands.Sample(command => CommandLine.Parse(CommandLine.Print(command)).Equals(command));

    [Fact]
    public void Sample_OfTheProperty_CoversEveryCommand()
    {
        var seen = Commands.Array[6000].Single().Select(c => c.GetType()).ToHashSet();
        Assert.Equal(CommandCatalogue.Default.Commands.Select(s => s.Type).ToHashSet(), seen);
    }

    [Theory]
    [InlineData("docker stop web", "docker stop web")]
    [InlineData("stop -t 5 web db", "docker stop --timeout 5 web db")]
    [InlineData("stop -t5 web", "docker stop --timeout 5 web")]
    [InlineData("stop --time=5 web", "docker stop --timeout 5 web")]
    [InlineData("container stop web --timeout -1", "docker stop --timeout -1 web")]
    [InlineData("rm -fv web", "docker rm --force --volumes web")]
    [InlineData("rm --force=false web", "docker rm web")]
    [InlineData("kill -s=HUP -- web", "docker kill --signal HUP web")]
    [InlineData("exec -it web ls -l --color", "docker exec --interactive --tty web ls -l --color")]
    [InlineData("container ls -aqn3", "docker ps --all --last 3 --quiet")]
    [InlineData("ps -f name=web -f status=exited", "docker ps --filter name=web --filter status=exited")]
    [InlineData("top web -eo pid,cmd", "docker top web -eo pid,cmd")]
    [InlineData("rename web ''", "docker rename web ''")]
    [InlineData("cp - web:/tmp", "docker cp - web:/tmp")]
    [InlineData("cp -aL web:/etc -", "docker cp --archive --follow-link web:/etc -")]
    [InlineData("commit -p=false web", "docker commit --pause=false web")]
    [InlineData("container inspect -s web", "docker container inspect --size web")]
    [InlineData("exec -e A=1 -e 'B=2 3' web env", "docker exec --env A=1 --env 'B=2 3' web env")]
    public void Parse_AsTheCliReadsIt_PrintsCanonically(string line, string expected) => Assert.Equal(expected, CommandLine.Parse(line).ToString());

    // Wording and exit codes as docker 28.2.2 prints them.
    [Theory]
    [InlineData("docker foo", "docker: unknown command: docker foo", 1)]
    [InlineData("docker container foo", "docker: unknown command: docker container foo", 1)]
    [InlineData("docker stop", "docker: 'docker stop' requires at least 1 argument", 1)]
    [InlineData("docker exec web", "docker: 'docker exec' requires at least 2 arguments", 1)]
    [InlineData("docker ps web", "docker: 'docker ps' accepts no arguments", 1)]
    [InlineData("docker port web 80 90", "docker: 'docker port' requires at least 1 and at most 2 arguments", 1)]
    [InlineData("docker rename web", "docker: 'docker rename' requires 2 arguments", 1)]
    [InlineData("docker diff", "docker: 'docker diff' requires 1 argument", 1)]
    [InlineData("docker pull ''", "docker: 'docker pull' requires 1 argument", 1)]
    [InlineData("docker ps --filter foo", "invalid argument \"foo\" for \"-f, --filter\" flag: bad format of filter (expected name=value)", 125)]
    [InlineData("docker container prune --filter foo", "invalid argument \"foo\" for \"--filter\" flag: bad format of filter (expected name=value)", 125)]
    [InlineData("docker ps -n foo", "invalid argument \"foo\" for \"-n, --last\" flag: strconv.ParseInt: parsing \"foo\": invalid syntax", 125)]
    [InlineData("docker stop --foo web", "unknown flag: --foo", 125)]
    [InlineData("docker stop -x web", "unknown shorthand flag: 'x' in -x", 125)]
    [InlineData("docker rm -fx web", "unknown shorthand flag: 'x' in -fx", 125)]
    [InlineData("docker stop -t", "flag needs an argument: 't' in -t", 125)]
    [InlineData("docker stop --timeout", "flag needs an argument: --timeout", 125)]
    [InlineData("docker stop -t abc web", "invalid argument \"abc\" for \"-t, --timeout\" flag: strconv.ParseInt: parsing \"abc\": invalid syntax", 125)]
    [InlineData("docker rm --force=maybe web", "invalid argument \"maybe\" for \"-f, --force\" flag: strconv.ParseBool: parsing \"maybe\": invalid syntax", 125)]
    public void Parse_WrongLine_SaysWhatTheCliSays(string line, string message, int exitCode)
    {
        var e = Assert.Throws<CommandLineException>(() => CommandLine.Parse(line));
        Assert.Equal((message, exitCode), (e.Message, e.ExitCode));
    }

    [Fact]
    public void Parse_NameThatClimbs_IsRefused()
    {
        var e = Assert.Throws<CommandLineException>(() => CommandLine.Parse("docker rm ../volumes/x"));
        Assert.Contains("../volumes/x", e.Message, StringComparison.Ordinal);
    }
}
