using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dashboard.Testing;

/// <summary>
/// An engine that answers what it is asked with something near to what an engine says: fields are missing, null, huge or of another type, bodies
/// break off, statuses and types of content are wrong. Pings are answered as they should be, so that it counts as up. A seed decides everything.
/// </summary>
public sealed class RandomEngine : IAsyncDisposable
{
    private const string Id = "4b5e57f6eb2f42b9039b3d1e13929295f231749c510cbe341c0d7b5c4e3f2a10";

    private readonly string _directory = TestRun.NewDirectory("random-engine");
    private readonly int _seed;
    private WebApplication? _app;
    private int _answers;

    private RandomEngine(int seed) => _seed = seed;

    /// <summary>Its <c>DOCKER_HOST</c>.</summary>
    public string DockerHost => $"unix://{Socket}";

    /// <summary>Whether it answers at random; else as an engine does.</summary>
    public bool IsRandom { get; set; }

    /// <summary>Random answers that it gave.</summary>
    public int Answers => Volatile.Read(ref _answers);

    private string Socket => Path.Combine(_directory, "docker.sock");

    /// <summary>Starts one, which answers as an engine does at first.</summary>
    public static async Task<RandomEngine> StartAsync(int seed, CancellationToken cancellationToken)
    {
        var engine = new RandomEngine(seed);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(engine.Socket));
        engine._app = builder.Build();
        engine._app.Run(engine.AnswerAsync);
        await engine._app.StartAsync(cancellationToken);
        return engine;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app!.StopAsync(soon.Token);
        await _app.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers["Api-Version"] = "1.43";
        var parts = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        parts = parts is [['v', >= '0' and <= '9', ..], .. var rest] ? rest : parts;
        if (parts is ["_ping"])
        {
            await context.Response.WriteAsync("OK");
            return;
        }

        var usual = Usual(parts);
        if (!IsRandom)
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(usual);
            return;
        }

        await AnswerAsync(context, usual, new Random(unchecked((_seed * 397) ^ Interlocked.Increment(ref _answers))));
    }

    private static async Task AnswerAsync(HttpContext context, string usual, Random random)
    {
        var body = Encoding.UTF8.GetBytes(random.Next(10) switch
        {
            0 => usual,
            1 => "",
            2 => random.GetItems(["null", "[]", "{}", "0", "\"x\"", "true", "[null]", "[[]]", "{\"message\":null}", "<html>502</html>", "\0\0\0", "[1,2,3]"], 1)[0],
            _ => Changed(JsonNode.Parse(usual), random)?.ToJsonString() ?? "null",
        });
        context.Response.StatusCode = random.Next(12) switch { 0 => random.GetItems([400, 401, 404, 409, 418, 500, 501, 503, 599], 1)[0], 1 => random.GetItems([201, 202, 206], 1)[0], _ => 200 };
        context.Response.ContentType = random.Next(6) == 0 ? random.GetItems(["text/html", "application/octet-stream", "x", "application/vnd.docker.raw-stream"], 1)[0] : "application/json";
        switch (random.Next(12))
        {
            case 0:
                // It says more than it sends.
                context.Response.ContentLength = body.Length + 1000;
                await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2));
                await context.Response.Body.FlushAsync();
                context.Abort();
                break;
            case 1:
                // It breaks off between two chunks.
                await context.Response.Body.WriteAsync(body.AsMemory(0, random.Next(body.Length + 1)));
                await context.Response.Body.FlushAsync();
                context.Abort();
                break;
            case 2:
                context.Abort();
                break;
            case 3:
                context.Response.ContentLength = body.Length / 2;
                await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2));
                break;
            case 4:
                await context.Response.Body.WriteAsync(body);
                await context.Response.Body.WriteAsync(body);
                break;
            case 5 when random.Next(20) == 0:
                await context.Response.Body.WriteAsync(body);
                await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(new string(' ', 1_000_000)));
                break;
            default:
                await context.Response.Body.WriteAsync(body);
                break;
        }
    }

    private static JsonNode? Changed(JsonNode? node, Random random)
    {
        // About three changes in an answer, however many fields it has.
        var fields = Count(node);
        return Change(node, random, Math.Max(1, fields / 3));
    }

    private static int Count(JsonNode? node) => node switch
    {
        JsonObject o => 1 + o.Sum(p => Count(p.Value)),
        JsonArray a => 1 + a.Sum(Count),
        _ => 1,
    };

    private static JsonNode? Change(JsonNode? node, Random random, int oneIn)
    {
        if (random.Next(oneIn) == 0)
        {
            return Other(random);
        }

        switch (node)
        {
            case JsonObject o:
                var changed = new JsonObject();
                foreach (var (name, value) in o)
                {
                    if (random.Next(oneIn) != 0)
                    {
                        changed[name] = Change(value?.DeepClone(), random, oneIn);
                    }
                }

                return changed;
            case JsonArray a:
                return new JsonArray([.. a.Select(item => Change(item?.DeepClone(), random, oneIn))]);
            default:
                return node?.DeepClone();
        }
    }

    private static JsonNode? Other(Random random) => random.Next(16) switch
    {
        0 or 1 or 2 => null,
        3 => JsonValue.Create(""),
        4 => JsonValue.Create(new string('x', 1 << random.Next(17))),
        5 => JsonValue.Create(long.MaxValue),
        6 => JsonValue.Create(-1),
        7 => JsonNode.Parse("1e400"),
        8 => JsonValue.Create(true),
        9 => new JsonArray(),
        10 => new JsonObject(),
        11 => JsonValue.Create("\u0000\uFFFD\u202E"),
        12 => JsonValue.Create("9999-99-99T99:99:99Z"),
        13 => new JsonArray([.. Enumerable.Range(0, random.Next(50)).Select(n => (JsonNode?)JsonValue.Create(n))]),
        14 => JsonNode.Parse($"{new string('[', 60)}{new string(']', 60)}"),
        _ => JsonValue.Create(0.5),
    };

    private static string Usual(string[] parts) => Template(parts)
        .Replace("@INSPECT", Inspect, StringComparison.Ordinal).Replace("@SUMMARY", Summary, StringComparison.Ordinal)
        .Replace("@VOLUME", Volume, StringComparison.Ordinal).Replace("@NETWORK", Network, StringComparison.Ordinal).Replace("@ID", Id, StringComparison.Ordinal);

    private static string Template(string[] parts) => parts switch
    {
        ["version"] => """{"Version":"28.0.0","ApiVersion":"1.43","MinAPIVersion":"1.24","Os":"linux","Arch":"amd64","Components":[{"Name":"Engine","Version":"28.0.0","Details":{"ApiVersion":"1.43"}}]}""",
        ["info"] => """{"ID":"random","Name":"random","NCPU":2,"MemTotal":8000000000,"OSType":"linux","ServerVersion":"28.0.0","Driver":"overlay2","Plugins":{"Volume":["local"],"Network":["bridge"],"Log":["json-file"]},"SecurityOptions":["name=seccomp"],"RegistryConfig":{"IndexConfigs":{"docker.io":{"Name":"docker.io","Mirrors":[]}}}}""",
        ["containers", "json"] => "[@SUMMARY]",
        ["containers", _, "json"] => "@INSPECT",
        ["containers", _, "stats"] => """{"read":"2026-01-02T03:04:05.6Z","pids_stats":{"current":3},"cpu_stats":{"cpu_usage":{"total_usage":1000,"percpu_usage":[1,2]},"system_cpu_usage":20000,"online_cpus":2},"precpu_stats":{"cpu_usage":{"total_usage":500},"system_cpu_usage":10000},"memory_stats":{"usage":50000000,"limit":8000000000,"stats":{"inactive_file":4096}},"networks":{"eth0":{"rx_bytes":10,"tx_bytes":20}},"blkio_stats":{"io_service_bytes_recursive":[{"op":"Read","value":5}]}}""",
        ["containers", _, "top"] => """{"Titles":["UID","PID","CMD"],"Processes":[["root","1","sh"],["root","2","sleep 1"]]}""",
        ["containers", _, "changes"] => """[{"Path":"/a","Kind":0},{"Path":"/b","Kind":1}]""",
        ["containers", _, "wait"] => """{"StatusCode":0,"Error":null}""",
        ["images", "json"] => """[{"Id":"sha256:@ID","ParentId":"","RepoTags":["app:1"],"RepoDigests":["app@sha256:@ID"],"Created":1700000000,"Size":1000,"SharedSize":-1,"Labels":{"team":"x"},"Containers":1}]""",
        ["images", "search"] => """[{"name":"app","description":"an app","star_count":3,"is_official":true,"is_automated":false}]""",
        ["images", .., "history"] => """[{"Id":"sha256:@ID","Created":1700000000,"CreatedBy":"RUN true","Tags":["app:1"],"Size":10,"Comment":""}]""",
        ["images", .., "json"] => """{"Id":"sha256:@ID","RepoTags":["app:1"],"RepoDigests":[],"Created":"2026-01-02T03:04:05Z","Size":1000,"Architecture":"amd64","Os":"linux","Config":{"Env":["A=B"],"Cmd":["sh"],"Labels":{"team":"x"},"ExposedPorts":{"80/tcp":{}}},"RootFS":{"Type":"layers","Layers":["sha256:1"]},"GraphDriver":{"Name":"overlay2","Data":{}}}""",
        ["volumes"] => """{"Volumes":[@VOLUME],"Warnings":null}""",
        ["volumes", _] => "@VOLUME",
        ["networks"] => "[@NETWORK]",
        ["networks", _] => "@NETWORK",
        ["system", "df"] => """{"LayersSize":1000,"Images":[{"Id":"sha256:@ID","RepoTags":["app:1"],"Created":1700000000,"Size":1000,"SharedSize":0,"Containers":1}],"Containers":[@SUMMARY],"Volumes":[@VOLUME],"BuildCache":[{"ID":"a","Type":"regular","InUse":false,"Shared":false,"Size":5,"CreatedAt":"2026-01-02T03:04:05Z","LastUsedAt":null,"UsageCount":1}]}""",
        ["events"] => """{"Type":"container","Action":"start","Actor":{"ID":"@ID","Attributes":{"name":"web","image":"app:1"}},"scope":"local","time":1700000000,"timeNano":1700000000000000000}""",
        _ => """{"message":"No such thing"}""",
    };

    private const string Summary = """{"Id":"@ID","Names":["/web"],"Image":"app:1","ImageID":"sha256:@ID","Command":"sh -c true","Created":1700000000,"Ports":[{"IP":"0.0.0.0","PrivatePort":80,"PublicPort":8080,"Type":"tcp"}],"SizeRw":5,"SizeRootFs":10,"Labels":{"team":"x","com.docker.compose.project":"shop"},"State":"running","Status":"Up 2 hours (healthy)","HostConfig":{"NetworkMode":"bridge"},"NetworkSettings":{"Networks":{"bridge":{"NetworkID":"@ID","IPAddress":"172.17.0.2","Gateway":"172.17.0.1"}}},"Mounts":[{"Type":"volume","Name":"v1","Source":"/x","Destination":"/data","Driver":"local","Mode":"z","RW":true}]}""";

    private const string Inspect = """{"Id":"@ID","Created":"2026-01-02T03:04:05.678Z","Path":"sh","Args":["-c","true"],"State":{"Status":"running","Running":true,"Paused":false,"Restarting":false,"OOMKilled":false,"Dead":false,"Pid":100,"ExitCode":0,"Error":"","StartedAt":"2026-01-02T03:04:06Z","FinishedAt":"0001-01-01T00:00:00Z","Health":{"Status":"healthy","FailingStreak":0,"Log":[{"Start":"2026-01-02T03:04:07Z","End":"2026-01-02T03:04:08Z","ExitCode":0,"Output":"ok"}]}},"Image":"sha256:@ID","Name":"/web","RestartCount":0,"Driver":"overlay2","Platform":"linux","HostConfig":{"Binds":["/x:/y"],"NetworkMode":"bridge","PortBindings":{"80/tcp":[{"HostIp":"","HostPort":"8080"}]},"RestartPolicy":{"Name":"always","MaximumRetryCount":0},"LogConfig":{"Type":"json-file","Config":{}},"Memory":0,"NanoCpus":0},"Mounts":[{"Type":"volume","Name":"v1","Source":"/x","Destination":"/data","Driver":"local","Mode":"z","RW":true}],"Config":{"Hostname":"h","User":"","Tty":false,"Env":["A=B","PASSWORD=x"],"Cmd":["sh"],"Image":"app:1","Labels":{"team":"x"},"ExposedPorts":{"80/tcp":{}}},"NetworkSettings":{"Ports":{"80/tcp":[{"HostIp":"0.0.0.0","HostPort":"8080"}]},"Networks":{"bridge":{"NetworkID":"@ID","IPAddress":"172.17.0.2"}}},"SizeRw":1,"SizeRootFs":2}""";

    private const string Volume = """{"Name":"v1","Driver":"local","Mountpoint":"/x","CreatedAt":"2026-01-02T03:04:05Z","Labels":{"team":"x"},"Scope":"local","Options":null,"UsageData":{"Size":5,"RefCount":1}}""";

    private const string Network = """{"Name":"n1","Id":"@ID","Created":"2026-01-02T03:04:05Z","Scope":"local","Driver":"bridge","EnableIPv6":false,"Internal":false,"Attachable":false,"IPAM":{"Driver":"default","Config":[{"Subnet":"172.18.0.0/16","Gateway":"172.18.0.1"}]},"Containers":{"@ID":{"Name":"web","MacAddress":"02:42:ac:12:00:02","IPv4Address":"172.18.0.2/16"}},"Options":{},"Labels":{"team":"x"}}""";
}
