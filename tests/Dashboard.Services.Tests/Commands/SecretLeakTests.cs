using System.Text.Encodings.Web;
using System.Text.Json;
using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Creation;
using Dashboard.Services.Images;
using Dashboard.Testing;

namespace Dashboard.Services.Tests.Commands;

/// <summary>Puts a secret into every text of what the engine tells of every kind of thing, and looks for it in whatever leaves.</summary>
public sealed class SecretLeakTests(SecretLeakTests.Host host) : IClassFixture<SecretLeakTests.Host>
{
    private const string Secret = "hUnter2x9Q";

    private static readonly JsonSerializerOptions _asItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Actor _viewer = new("lee", "lee", Right.View | Right.Create | Right.Operate | Right.Remove, "browser");

    /// <summary>As it stands alone, and where its form gives it away.</summary>
    private static readonly string[] _spellings =
    [
        "x § y", "§", "x§y", "http://a:§@h/", "app --password § -v", "Authorization: Bearer §", "Server=db;Password=§;A=b", "TOKEN=§", "{\"password\":\"§\"}", "mysqladmin ping -p§", "kim:§@tcp(db:1)/x", "?token=§",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Kinds => ["container", "image", "volume", "network"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Apply_SecretInAnyField_IsMasked(string kind)
    {
        var answer = AnswerOf(kind).Replace("§", Secret, StringComparison.Ordinal);
        List<string> leaks = [];
        var count = 0;
        foreach (var spelling in _spellings)
        {
            foreach (var (path, json) in EngineAnswers.With(AnswerOf(kind), spelling.Replace("§", Secret, StringComparison.Ordinal)).Select(a => (a.Path, a.Json.Replace("§", Secret, StringComparison.Ordinal))))
            {
                count++;
                Assert.Contains(Secret, json);
                if (SecretMask.Apply(json).Contains(Secret, StringComparison.Ordinal))
                {
                    leaks.Add($"{path}: {spelling}");
                }
            }
        }

        AssertNone(leaks);
        Assert.True(count > 100, $"{count} fields");
        Assert.Equal(answer.Replace(Secret, SecretWords.Masked, StringComparison.Ordinal), SecretMask.Apply(answer));
    }

    // By form alone: nothing else of the thing tells that it is secret.
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Apply_FormInAnyField_IsMasked(string kind)
    {
        var plain = AnswerOf(kind).Replace("DB_PASSWORD=§", "A=b", StringComparison.Ordinal).Replace("\"db.password\":\"§\"", "\"db\":\"x\"", StringComparison.Ordinal);

        var leaks = _spellings[3..].SelectMany(s => EngineAnswers.With(plain, s.Replace("§", Secret, StringComparison.Ordinal)).Select(a => (a.Path, s, a.Json)))
            .Where(a => SecretMask.Apply(a.Json).Contains(Secret, StringComparison.Ordinal)).Select(a => $"{a.Path}: {a.s}");

        AssertNone(leaks);
    }

    [Fact]
    public async Task Container_SecretInAnyField_LeavesNowhere()
    {
        List<string> leaks = [];
        foreach (var spelling in (string[])["x § y", "app --password § -v", "http://a:§@h/"])
        {
            foreach (var (path, json) in EngineAnswers.With(EngineAnswers.Container, spelling))
            {
                host.Engine.Answer($"/containers/{EngineAnswers.ContainerId}/json", json.Replace("§", Secret, StringComparison.Ordinal));
                leaks.AddRange((await ContainerWaysAsync()).Where(w => w.Text.Contains(Secret, StringComparison.Ordinal)).Select(w => $"{w.Way}: {path} ({spelling})"));
            }
        }

        // Their grammar has no room for a mask: an address, a number of a processor, the name of a limit.
        string[] typed = ["HostConfig.Dns[", "HostConfig.ExtraHosts[", "HostConfig.CpusetCpus", "HostConfig.CpusetMems", "HostConfig.DeviceCgroupRules[", "HostConfig.Ulimits[", ".HostIp", ".HostPort", ".IPAddress", ".MacAddress"];
        AssertNone(leaks.Where(l => l.StartsWith("inspect", StringComparison.Ordinal) || !typed.Any(t => l.Contains(t, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Image_SecretInAnyField_LeavesNowhere()
    {
        List<string> leaks = [];
        host.Engine.Answer("/containers/json", "[]");
        host.Engine.Answer("/images/shop:1/history", EngineAnswers.History.Replace("§", Secret, StringComparison.Ordinal));
        foreach (var (path, json) in _spellings.SelectMany(s => EngineAnswers.With(EngineAnswers.Image, s)))
        {
            host.Engine.Answer("/images/shop:1/json", json.Replace("§", Secret, StringComparison.Ordinal));
            leaks.AddRange((await ImageWaysAsync()).Where(w => w.Text.Contains(Secret, StringComparison.Ordinal)).Select(w => $"{w.Way}: {path}"));
        }

        host.Engine.Answer("/images/shop:1/json", EngineAnswers.Image.Replace("§", Secret, StringComparison.Ordinal));
        foreach (var (path, json) in _spellings.SelectMany(s => EngineAnswers.With(EngineAnswers.History, s)))
        {
            host.Engine.Answer("/images/shop:1/history", json.Replace("§", Secret, StringComparison.Ordinal));
            leaks.AddRange((await ImageWaysAsync()).Where(w => w.Text.Contains(Secret, StringComparison.Ordinal)).Select(w => $"{w.Way}: history {path}"));
        }

        AssertNone(leaks);
    }

    [Fact]
    public async Task VolumeAndNetwork_SecretInAnyField_LeavesNowhere()
    {
        List<string> leaks = [];
        foreach (var (path, json) in _spellings.SelectMany(s => EngineAnswers.With(EngineAnswers.Volume, s)))
        {
            host.Engine.Answer("/volumes/share", json.Replace("§", Secret, StringComparison.Ordinal));
            host.Engine.Answer("/volumes", $$"""{"Volumes":[{{json.Replace("§", Secret, StringComparison.Ordinal)}}]}""");
            foreach (var line in (string[])["volume inspect share", "volume inspect --format '{{json .}}' share", "inspect share", "inspect --type volume --format '{{.Options}} {{.Labels}}' share", "volume ls", "volume ls --format json", "volume ls --format '{{.Labels}} {{.Label \"db.password\"}} {{.Label \"com.example.note\"}}'"])
            {
                leaks.AddRange(await LeakAsync(line, path));
            }
        }

        foreach (var (path, json) in _spellings.SelectMany(s => EngineAnswers.With(EngineAnswers.Network, s)))
        {
            host.Engine.Answer("/networks/shop-net", json.Replace("§", Secret, StringComparison.Ordinal));
            host.Engine.Answer("/networks", $"[{json.Replace("§", Secret, StringComparison.Ordinal)}]");
            foreach (var line in (string[])["network inspect shop-net", "network inspect --format '{{json .}}' shop-net", "inspect shop-net", "network ls --format json"])
            {
                leaks.AddRange(await LeakAsync(line, path));
            }
        }

        AssertNone(leaks);
    }

    [Fact]
    public async Task List_SecretInAnyField_LeavesNowhere()
    {
        List<string> leaks = [];
        foreach (var (path, json) in _spellings.SelectMany(s => EngineAnswers.With(EngineAnswers.Listed, s)))
        {
            host.Engine.Answer("/containers/json", json.Replace("§", Secret, StringComparison.Ordinal));
            foreach (var line in (string[])["ps --no-trunc", "ps --no-trunc --format json", "ps --format '{{json .}}'", "ps --no-trunc --format '{{.Command}} {{.Labels}} {{.Label \"db.password\"}} {{.Label \"com.example.note\"}} {{.Mounts}}'"])
            {
                leaks.AddRange(await LeakAsync(line, path));
            }
        }

        host.Engine.Answer("/containers/json", "[]");
        AssertNone(leaks);
    }

    [Fact]
    public async Task Top_SecretInAnArgument_IsMasked()
    {
        host.Engine.Answer($"/containers/{EngineAnswers.ContainerId}/json", EngineAnswers.Container.Replace("§", Secret, StringComparison.Ordinal));
        host.Engine.Answer($"/containers/{EngineAnswers.ContainerId}/top", $$"""{"Titles":["PID","CMD"],"Processes":[["1","serve {{Secret}}"],["2","mysql -pOther9Secret"],["3","nginx: master"]]}""");

        var result = await RunAsync(_viewer, $"top {EngineAnswers.ContainerId}");

        Assert.DoesNotContain(Secret, result.Stdout);
        Assert.DoesNotContain("Other9Secret", result.Stdout);
        Assert.Contains("nginx: master", result.Stdout);
    }

    [Fact]
    public async Task Inspect_WithTheRight_TellsAllAndIsAudited()
    {
        host.Engine.Answer($"/containers/{EngineAnswers.ContainerId}/json", EngineAnswers.Container.Replace("§", Secret, StringComparison.Ordinal));
        host.Engine.Answer("/volumes/share", EngineAnswers.Volume.Replace("§", Secret, StringComparison.Ordinal));
        host.Engine.Answer("/networks/shop-net", EngineAnswers.Network.Replace("§", Secret, StringComparison.Ordinal));
        foreach (var line in (string[])[$"inspect {EngineAnswers.ContainerId}", "volume inspect share", "network inspect shop-net", "inspect share"])
        {
            var before = await RowsAsync();

            var result = await RunAsync(ServiceHost.Admin, line);

            Assert.Contains(Secret, result.Stdout);
            Assert.Equal(before + 1, await RowsAsync());
        }
    }

    [Fact]
    public async Task Error_ThatEchoesASecret_IsMaskedInTheResultAndTheAudit()
    {
        host.Engine.Answer($"/containers/{EngineAnswers.ContainerId}/json", EngineAnswers.Container.Replace("§", Secret, StringComparison.Ordinal));
        host.Engine.Answer($"/containers/{EngineAnswers.ContainerId}/rename", $$"""{"message":"no: {{Secret}}"}""", 500);
        host.Engine.Answer("/volumes/create", """{"message":"mount failed: username=kim,password=new9Secret: new9Secret"}""", 500);

        var renamed = await RunAsync(ServiceHost.Admin, $"rename {EngineAnswers.ContainerId} {Secret}");
        var created = await RunAsync(ServiceHost.Admin, "volume create --opt o=username=kim,password=new9Secret share2");
        var rows = await host.Services.Get<IAuditReader>().ReadAsync(ServiceHost.Admin, new AuditFilter(), null, 4, Token);

        Assert.NotEqual(0, renamed.ExitCode);
        Assert.NotEqual(0, created.ExitCode);
        Assert.DoesNotContain(Secret, JsonSerializer.Serialize(renamed));
        Assert.DoesNotContain("new9Secret", JsonSerializer.Serialize(created));
        Assert.DoesNotContain(rows, r => r.Action.Contains(Secret, StringComparison.Ordinal) || r.Outcome!.Contains(Secret, StringComparison.Ordinal)
            || r.Action.Contains("new9Secret", StringComparison.Ordinal) || r.Outcome.Contains("new9Secret", StringComparison.Ordinal));
    }

    private static void AssertNone(IEnumerable<string> leaks)
    {
        if (string.Join('\n', leaks.Take(40)) is { Length: > 0 } told)
        {
            Assert.Fail(told);
        }
    }

    private static string AnswerOf(string kind) => kind switch
    {
        "container" => EngineAnswers.Container,
        "image" => EngineAnswers.Image,
        "volume" => EngineAnswers.Volume,
        _ => EngineAnswers.Network,
    };

    private async Task<List<(string Way, string Text)>> ContainerWaysAsync()
    {
        List<(string, string)> ways = [];
        foreach (var line in (string[])[$"inspect {EngineAnswers.ContainerId}", $"inspect --format '{{{{json .}}}}' {EngineAnswers.ContainerId}", $"container inspect {EngineAnswers.ContainerId}"])
        {
            ways.Add((line, await ToldAsync(async () => Text(await RunAsync(_viewer, line)))));
        }

        ways.Add(("details", await ToldAsync(async () =>
        {
            var details = await host.Services.Get<IContainerQueries>().InspectAsync(_viewer, host.Services.Local, ResourceName.Of(EngineAnswers.ContainerId), Token);
            var labels = details.Summary.Labels.Keys.Select(details.ShownLabel);
            return Json(details with { Summary = details.Summary with { Labels = new Dictionary<string, string>() } }) + Json(labels);
        })));
        ways.Add(("run line", await ToldAsync(async () =>
        {
            var read = await host.Services.Get<ICreationQueries>().ReadBackAsync(_viewer, host.Services.Local, ResourceName.Of(EngineAnswers.ContainerId), reveal: true, Token);
            return read.Command + Json(read.Withheld);
        })));
        ways.Add(("edit", await ToldAsync(async () =>
        {
            var read = await host.Services.Get<ICreationQueries>().ReadForEditAsync(_viewer, host.Services.Local, ResourceName.Of(EngineAnswers.ContainerId), Token);
            return read.Command + Json(read.Withheld);
        })));
        return ways;
    }

    private async Task<List<(string Way, string Text)>> ImageWaysAsync()
    {
        List<(string, string)> ways = [];
        foreach (var line in (string[])["image inspect shop:1", "image inspect --format '{{json .}}' shop:1", "inspect shop:1", "history --no-trunc shop:1", "history --no-trunc --format json shop:1"])
        {
            ways.Add((line, Text(await RunAsync(_viewer, line))));
        }

        ways.Add(("details", await ToldAsync(async () => Json(await host.Services.Get<IImageQueries>().DetailsAsync(_viewer, host.Services.Local, "shop:1", Token)))));
        return ways;
    }

    private async Task<IEnumerable<string>> LeakAsync(string line, string path) =>
        Text(await RunAsync(_viewer, line)).Contains(Secret, StringComparison.Ordinal) ? [$"{line}: {path}"] : [];

    // What can't be read is told as an error, which must not tell it either.
    private static async Task<string> ToldAsync(Func<Task<string>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (e is EngineErrorException or FormatException)
        {
            return e.Message;
        }
    }

    private Task<CommandResult> RunAsync(Actor actor, string line) =>
        host.Services.Get<ICommandRunner>().RunAsync(actor, host.Services.Local, CommandLine.Parse(line), terminal: null, Token);

    private async Task<int> RowsAsync() => (await host.Services.Get<IAuditReader>().ReadAsync(ServiceHost.Admin, new AuditFilter(), null, 1000, Token)).Count;

    private static string Text(CommandResult result) => $"{result.Stdout}{result.Stderr}{result.Error?.Message}";

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, _asItIs);

    /// <summary>All of Services on an engine that tells what a test wants.</summary>
    public sealed class Host : IAsyncLifetime
    {
        /// <summary>The engine.</summary>
        public AnswerEngine Engine { get; private set; } = null!;

        /// <summary>The services.</summary>
        public ServiceHost Services { get; private set; } = null!;

        /// <inheritdoc/>
        public async ValueTask InitializeAsync()
        {
            Engine = await AnswerEngine.StartAsync(Token);
            Services = await ServiceHost.StartAsync(Engine.DockerHost, Token);
        }

        /// <inheritdoc/>
        public async ValueTask DisposeAsync()
        {
            await Services.DisposeAsync();
            await Engine.DisposeAsync();
        }
    }
}
