using System.Text.Json;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Access;

/// <summary>
/// Whoever does not manage an engine can't get out of a container that they make. What is judged is the container that the engine made,
/// not the request.
/// </summary>
public sealed class EscapeCorpusTests(EngineFixture fixture) : IAsyncLifetime
{
    private const string OwnLabel = "--label com.docker.compose.project=shop";
    private readonly string _directory = Directory.CreateTempSubdirectory("escape-").FullName;
    private ServiceHost? _services;
    private Dictionary<string, string> _names = [];

    private string Root => Path.Combine(_directory, "root");

    // Leads to the root, and is none.
    private string Linked => Path.Combine(_directory, "linked");

    private string Deep => Path.Combine(_directory, "deep");

    public async ValueTask InitializeAsync()
    {
        var token = TestContext.Current.CancellationToken;
        foreach (var folder in (string[])["root/sub", "rootextra", "deep/a", "deepextra"])
        {
            Directory.CreateDirectory(Path.Combine(_directory, folder));
        }

        foreach (var folder in (string[])[Root, Path.Combine(Root, "sub"), Deep, Path.Combine(Deep, "a")])
        {
            Directory.CreateSymbolicLink(Path.Combine(folder, "etc"), "/etc");
            File.CreateSymbolicLink(Path.Combine(folder, "docker.sock"), "/var/run/docker.sock");
        }

        Directory.CreateSymbolicLink(Linked, Root);
        _services = await ServiceHost.StartAsync(
            fixture.Engine.DockerHost,
            new Dictionary<string, string?> { ["Dashboard:Policy:BindRoots:0"] = Root, ["Dashboard:Policy:BindRoots:1"] = $"{Deep}:ro" },
            token);
        var name = EngineFixture.NewName("esc");
        var theirs = await fixture.Engine.RunContainerAsync(name, ["--label", "com.docker.compose.project=bank", "--ipc", "shareable", "-v", "/theirs"], ["sleep", "3600"], token);
        await DockerAsync(token, "network", "create", "--label", "com.docker.compose.project=bank", $"{name}-net");
        await DockerAsync(token, "volume", "create", "--label", "com.docker.compose.project=bank", $"{name}-vol");
        await DockerAsync(token, "volume", "create", "--label", "com.docker.compose.project=shop", "-o", "type=none", "-o", "o=bind", "-o", "device=/etc", $"{name}-host");
        await DockerAsync(token, "commit", "-c", "LABEL com.docker.compose.project=bank", name, $"{name}-labelled");
        _names = new Dictionary<string, string>
        {
            ["{i}"] = fixture.Engine.BusyboxImage,
            ["{theirs-id}"] = theirs,
            ["{theirs}"] = name,
            ["{their-net}"] = $"{name}-net",
            ["{their-vol}"] = $"{name}-vol",
            ["{host-vol}"] = $"{name}-host",
            ["{labelled}"] = $"{name}-labelled",
            ["{root}"] = Root,
            ["{deep}"] = Deep,
            ["{linked}"] = Linked,
        };
    }

    public async ValueTask DisposeAsync()
    {
        // The engine is everybody's: a list of its containers must not grow with each test.
        if (_names.TryGetValue("{theirs}", out var name))
        {
            await fixture.Engine.DockerAsync(CancellationToken.None, "rm", "-fv", name);
            await fixture.Engine.DockerAsync(CancellationToken.None, "network", "rm", $"{name}-net");
            await fixture.Engine.DockerAsync(CancellationToken.None, "volume", "rm", $"{name}-vol", $"{name}-host");
            await fixture.Engine.DockerAsync(CancellationToken.None, "rmi", $"{name}-labelled");
        }

        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void Corpus_Size_IsAtLeastSixHundred() => Assert.True(EscapeLines.All.Count >= 600, $"{EscapeLines.All.Count} lines");

    [Theory]
    [InlineData("environment")]
    [InlineData("stack")]
    public async Task Create_EveryEscape_MakesNothingThatReachesOut(string scope)
    {
        var token = TestContext.Current.CancellationToken;
        var actor = Developer(scope);
        List<string> escapes = [];
        var made = 0;
        foreach (var template in EscapeLines.All.Where(t => scope == "stack" || !IsOfScope(t)))
        {
            var line = Fill(scope == "stack" && !template.Contains("--label com.docker.compose.project", StringComparison.Ordinal) && !template.Contains("--label 'com", StringComparison.Ordinal) ? WithLabel(template) : template);
            var result = await RunAsync(actor, line, token);
            if (result.ExitCode == 0)
            {
                made++;
                var id = result.Stdout.Trim();
                using var inspect = JsonDocument.Parse((await DockerAsync(token, "inspect", id)).Stdout);
                var reach = MadeContainer.Reach(inspect.RootElement[0], Root, Deep).ToList();
                if (scope == "stack")
                {
                    reach.AddRange(MadeContainer.OutOfStack(inspect.RootElement[0], "shop"));
                    reach.AddRange(await ForeignVolumesAsync(inspect.RootElement[0], token));
                }

                escapes.AddRange(reach.Select(r => $"{line}: {r}"));
                await DockerAsync(token, "rm", "-fv", id);
            }
        }

        Assert.True(escapes.Count == 0, $"{escapes.Count} escapes:\n{string.Join('\n', escapes)}");

        // Some lines of the corpus are harmless on a closer look, such as a link to nobody; most must be refused for the corpus to mean anything.
        Assert.InRange(made, 0, EscapeLines.All.Count / 20);
    }

    // The labels that the engine stored, not those that were sent.
    private async Task<IEnumerable<string>> ForeignVolumesAsync(JsonElement container, CancellationToken token)
    {
        List<string> foreign = [];
        foreach (var mount in container.GetProperty("Mounts").EnumerateArray().Where(m => m.GetProperty("Type").GetString() == "volume"))
        {
            var name = mount.GetProperty("Name").GetString()!;
            var label = (await DockerAsync(token, "volume", "inspect", "--format", "{{index .Labels \"com.docker.compose.project\"}}", name)).Text;
            foreign.AddRange(label is "shop" or "" or "<no value>" ? [] : [$"volume {name} of {label}"]);
        }

        return foreign;
    }

    [Theory]
    [InlineData("environment", "create -p 8080 -m 64m --cpus 0.5 --restart always -e A=b -w /tmp -u 1000 --read-only --tmpfs /t {i} true")]
    [InlineData("environment", "create --cap-drop ALL --cap-add CHOWN --cap-add net_bind_service --security-opt no-new-privileges --init {i}")]
    [InlineData("environment", "create -v esc-data:/data -v /anon --mount type=tmpfs,dst=/t {i}")]
    [InlineData("environment", "create -v {root}:/data {i}")]
    [InlineData("environment", "create -v {deep}:/data:ro --mount type=bind,src={deep},dst=/d,readonly --mount type=bind,src={root},dst=/r,readonly,bind-recursive=disabled {i}")]
    [InlineData("environment", "create --network none --ipc private --log-driver json-file --log-opt max-size=1m {i}")]
    [InlineData("environment", "create --network container:{theirs} {i}")]
    [InlineData("environment", "run -d --rm {i} true")]
    [InlineData("stack", "create --label com.docker.compose.project=shop -v esc-shop:/data {i}")]
    [InlineData("stack", "create --label com.docker.compose.project=shop --mount type=volume,src=esc-shop,dst=/data,volume-label=com.docker.compose.project=shop --mount type=volume,dst=/x,volume-label=a=b {i}")]
    [InlineData("stack", "create --label com.docker.compose.project=shop --label x=y --health-cmd true --ulimit nofile=10 --dns 1.1.1.1 {i}")]
    public async Task Create_WhatATeamNeeds_IsMade(string scope, string template)
    {
        var token = TestContext.Current.CancellationToken;
        var result = await RunAsync(Developer(scope), Fill(template), token);

        Assert.Equal("", result.Stderr);
        Assert.Equal(0, result.ExitCode);
        await fixture.Engine.DockerAsync(token, "rm", "-fv", result.Stdout.Trim());
    }

    [Fact]
    public async Task Create_NewVolumeInAStack_BelongsToTheStack()
    {
        var token = TestContext.Current.CancellationToken;
        var volume = EngineFixture.NewName("esc-own");
        var developer = Developer("stack");

        for (var time = 0; time < 2; time++)
        {
            var result = await RunAsync(developer, $"create {OwnLabel} -v {volume}:/data:ro {fixture.Engine.BusyboxImage}", token);
            Assert.Equal((0, ""), (result.ExitCode, result.Stderr));
            await DockerAsync(token, "rm", result.Stdout.Trim());
        }

        var label = await DockerAsync(token, "volume", "inspect", "--format", "{{index .Labels \"com.docker.compose.project\"}}", volume);
        Assert.Equal("shop", label.Text);
    }

    [Fact]
    public async Task Create_ByWhoManages_BypassesWithAMarkInTheAuditLog()
    {
        var token = TestContext.Current.CancellationToken;
        var result = await RunAsync(ServiceHost.Admin, Fill("create --privileged -v /etc:/host {i}"), token);
        Assert.Equal(0, result.ExitCode);
        await DockerAsync(token, "rm", result.Stdout.Trim());

        Assert.Equal("policy bypassed: a privileged container; the host path /etc to write to", result.Note);
        var rows = await _services!.Get<Dashboard.Services.Audit.IAuditReader>().ReadAsync(ServiceHost.Admin, new(), before: null, 50, token);
        Assert.Contains(rows, r => r.Outcome?.Contains(result.Note, StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Update_RealTimeScheduling_IsRefusedLikeAtCreation()
    {
        var token = TestContext.Current.CancellationToken;
        var result = await RunAsync(Developer("environment"), Fill("update --cpu-rt-runtime 950000 {theirs}"), token);

        Assert.Equal(EngineErrorKind.Refused, result.Error?.Kind);
    }

    private static Actor Developer(string scope) => new(
        "dev", "dev", "cli",
        new GrantSet([new HeldGrant("1", BuiltInRoles.Developer, BuiltInRoles.RightsOf(BuiltInRoles.Developer), scope == "stack" ? GrantScope.OnStack("local", "shop") : GrantScope.OnEnvironment("local"), null)]));

    // Whoever may create on the whole engine has no neighbours to be kept from.
    private static bool IsOfScope(string template) =>
        template.Contains("{their", StringComparison.Ordinal) || template.Contains("{labelled}", StringComparison.Ordinal) || template.Contains("compose.project", StringComparison.Ordinal);

    // After the verb: options end at the image.
    private static string WithLabel(string template) => template.Insert(template.IndexOf(' ', StringComparison.Ordinal), " " + OwnLabel);

    private string Fill(string template) => _names.Aggregate(template, (text, name) => text.Replace(name.Key, name.Value, StringComparison.Ordinal));

    private async Task<CommandResult> RunAsync(Actor actor, string line, CancellationToken token)
    {
        try
        {
            return await _services!.Get<ICommandRunner>().RunAsync(actor, _services.Local, CommandLine.Parse(line), terminal: null, token);
        }
        catch (CommandLineException e)
        {
            return new CommandResult(e.ExitCode, "", e.Message);
        }
    }

    private async Task<CliResult> DockerAsync(CancellationToken token, params string[] arguments) =>
        (await fixture.Engine.DockerAsync(token, arguments)).EnsureSuccess();
}
