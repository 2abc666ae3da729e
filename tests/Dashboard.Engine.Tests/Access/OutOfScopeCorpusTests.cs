using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Access;

/// <summary>
/// Whatever somebody of one stack types about another stack's things, in any spelling of their names: the answer is that of something
/// that is not there, and nothing happens to them.
/// </summary>
public sealed class OutOfScopeCorpusTests(EngineFixture fixture) : IAsyncLifetime
{
    private const int Least = 400;
    private readonly string _theirs = EngineFixture.NewName("scope-bank");
    private readonly string _stack = EngineFixture.NewName("scope-shop");
    private string _containerId = "";
    private string _networkId = "";

    private Actor Developer => new("s", "shopper", "cli", new GrantSet([new HeldGrant("", "", BuiltInRoles.RightsOf(BuiltInRoles.Developer) | Right.Recordings, GrantScope.OnStack("local", _stack), null)]));

    public async ValueTask InitializeAsync()
    {
        _networkId = await DockerAsync("network", "create", "--label", "com.docker.compose.project=bank", $"{_theirs}-net");
        await DockerAsync("volume", "create", "--label", "com.docker.compose.project=bank", $"{_theirs}-vol");
        await DockerAsync("network", "create", "--label", $"com.docker.compose.project={_stack}", $"{_stack}-net");
        _containerId = await fixture.Engine.RunContainerAsync(
            _theirs, ["--label", "com.docker.compose.project=bank", "-v", $"{_theirs}-vol:/data"], ["sh", "-c", "echo secret; sleep 3600"], TestContext.Current.CancellationToken);
        await fixture.Engine.RunContainerAsync($"{_stack}-own", ["--label", $"com.docker.compose.project={_stack}"], ["sleep", "3600"], TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await fixture.Engine.DockerAsync(CancellationToken.None, "rm", "-fv", _theirs, $"{_stack}-own");
        await fixture.Engine.DockerAsync(CancellationToken.None, "network", "rm", $"{_theirs}-net", $"{_stack}-net");
        await fixture.Engine.DockerAsync(CancellationToken.None, "volume", "rm", $"{_theirs}-vol");
    }

    [Fact]
    public async Task Run_EveryLineInEverySpelling_AnswersAsForNothing()
    {
        // The same name or id, but for what nobody has.
        var cases = Cases().ToList();
        Assert.True(cases.Count >= Least, $"{cases.Count} lines");
        var before = await StateAsync();
        List<string> differences = [];
        foreach (var (line, name, other) in cases)
        {
            var theirs = await RunAsync(line.Replace("{x}", name, StringComparison.Ordinal));
            var unknown = await RunAsync(line.Replace("{x}", other, StringComparison.Ordinal));
            var (seen, expected) = (Shown(theirs, name), Shown(unknown, other));
            if (seen != expected)
            {
                differences.Add($"\n{line.Replace("{x}", name, StringComparison.Ordinal)}\n  theirs:  {seen}\n  unknown: {expected}");
            }
        }

        Assert.True(differences.Count == 0, string.Concat(differences.Take(20)));
        Assert.Equal(before, await StateAsync());
    }

    [Fact]
    public void Lines_WithAPlainName_AreCommands() =>
        Assert.All([.. ScopeLines.OfContainers, .. ScopeLines.OfNetworks, .. ScopeLines.OfVolumes, .. ScopeLines.OfVolumesUsed], line =>
            CommandLine.Parse("docker " + Filled(line).Replace("{c}", "a", StringComparison.Ordinal).Replace("{n}", "a", StringComparison.Ordinal).Replace("{v}", "a", StringComparison.Ordinal)));

    [Fact]
    public async Task Create_WithTheirVolume_IsRefused()
    {
        foreach (var line in ScopeLines.OfVolumesUsed)
        {
            var result = await RunAsync(Filled(line).Replace("{v}", $"{_theirs}-vol", StringComparison.Ordinal));

            Assert.NotEqual(0, result.ExitCode);
            Assert.Contains("which is not in your scope", result.Stderr, StringComparison.Ordinal);
        }
    }

    private IEnumerable<(string Line, string Name, string Other)> Cases()
    {
        var containers = Spellings(_theirs, _containerId).Append(("/" + _theirs, "/" + Unlike(_theirs)));
        return ScopeLines.OfContainers.SelectMany(line => containers.Select(s => (Filled(line).Replace("{c}", "{x}", StringComparison.Ordinal), s.Item1, s.Item2)))
            .Concat(ScopeLines.OfNetworks.SelectMany(line => Spellings($"{_theirs}-net", _networkId).Select(s => (Filled(line).Replace("{n}", "{x}", StringComparison.Ordinal), s.Name, s.Other))))
            .Concat(ScopeLines.OfVolumes.Select(line => (Filled(line).Replace("{v}", "{x}", StringComparison.Ordinal), $"{_theirs}-vol", Unlike($"{_theirs}-vol"))));
    }

    private static IEnumerable<(string Name, string Other)> Spellings(string name, string id) =>
        new[] { name, name.ToUpperInvariant(), id, id[..12], id[..6], id[..8], id[..32] }.Select(s => (s, Unlike(s)));

    // Of the same length and alphabet: the last character is another, and for ids the whole is turned around.
    private static string Unlike(string name) => name.All(char.IsAsciiHexDigitLower)
        ? string.Concat(name.Select(c => c == 'f' ? '0' : (char)(c == '9' ? 'a' : c + 1)))
        : name[..^1] + (name[^1] == 'q' ? 'w' : 'q');

    private static string Shown(CommandResult result, string name) =>
        $"({result.ExitCode}, {result.Stdout}, {result.Stderr})".Replace(name.TrimStart('/'), "…", StringComparison.Ordinal).Replace("/…", "…", StringComparison.Ordinal).ReplaceLineEndings(" ");

    private string Filled(string line) => line.Replace("{s}", _stack, StringComparison.Ordinal).Replace("{i}", fixture.Engine.BusyboxImage, StringComparison.Ordinal);

    private async Task<CommandResult> RunAsync(string line)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        DockerCommand command;
        try
        {
            command = CommandLine.Parse($"docker {line}");
        }
        catch (CommandLineException e)
        {
            return e.ToResult();
        }

        return await fixture.Services.Get<ICommandRunner>().RunAsync(Developer, fixture.Services.Local, command, terminal: null, limit.Token);
    }

    private async Task<string> StateAsync() =>
        await DockerAsync("inspect", "-f", "{{.Id}} {{.Name}} {{.State.Pid}} {{.State.StartedAt}} {{.HostConfig.NanoCpus}} {{.HostConfig.RestartPolicy.Name}} {{json .NetworkSettings.Networks}} {{json .ExecIDs}}", _theirs)
        + await DockerAsync("network", "inspect", "-f", "{{.Id}} {{json .Containers}}", $"{_theirs}-net")
        + await DockerAsync("volume", "inspect", "-f", "{{.Name}} {{.CreatedAt}}", $"{_theirs}-vol");

    private async Task<string> DockerAsync(params string[] arguments) => (await fixture.Engine.DockerAsync(TestContext.Current.CancellationToken, arguments)).EnsureSuccess().Text;
}
