using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Dashboard.Services.Commands;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Containers;

/// <summary>
/// The same line given to the real docker CLI and to us: what <c>docker inspect</c> tells of both containers is the same but for ids, names,
/// times and addresses, and so are exit codes and words.
/// </summary>
public sealed class CreationEquivalenceTests(EngineFixture fixture)
{
    private const string Network = "eq-net";
    private const string Target = "eq-target";

    // The engine's own names of what differs between any two containers.
    private static readonly HashSet<string> _own =
    [
        "Id", "Created", "StartedAt", "FinishedAt", "Pid", "LogPath", "ResolvConfPath", "HostnamePath", "HostsPath", "SandboxID", "SandboxKey",
        "EndpointID", "MacAddress", "IPAddress", "GraphDriver",
    ];

    public static TheoryData<string> Families => [.. CreationLines.Good.Keys];

    [Theory]
    [MemberData(nameof(Families))]
    public async Task Create_TheSameLine_MakesTheSameContainer(string family)
    {
        var token = TestContext.Current.CancellationToken;
        await PrepareAsync(token);
        var differences = await CompareAllAsync(CreationLines.Good[family], inspect: true, token);

        Assert.True(differences.Count == 0, string.Concat(differences));
    }

    [Fact]
    public async Task Create_WrongLine_SaysWhatTheCliSays()
    {
        var token = TestContext.Current.CancellationToken;
        await PrepareAsync(token);
        var differences = await CompareAllAsync(CreationLines.Bad, inspect: false, token);

        Assert.True(differences.Count == 0, string.Concat(differences));
    }

    [Fact]
    public async Task Update_TheSameLine_LeavesTheSameLimits()
    {
        var token = TestContext.Current.CancellationToken;
        List<string> differences = [];
        foreach (var line in CreationLines.Updates)
        {
            var (ours, theirs) = (EngineFixture.NewName("eq-up"), EngineFixture.NewName("eq-up"));
            foreach (var name in (string[])[ours, theirs])
            {
                await fixture.Engine.RunContainerAsync(name, ["-m", "64m", "--memory-swap", "96m"], ["sleep", "600"], token);
            }

            differences.AddRange(await CompareAsync(line, inspect: true, ours, theirs, token));
        }

        Assert.True(differences.Count == 0, string.Concat(differences));
    }

    [Fact]
    public void Lines_OfEquivalence_AreAtLeastOneHundredAndFifty() =>
        Assert.True(CreationLines.Good.Values.Sum(l => l.Length) + CreationLines.Updates.Length >= 150);

    private async Task PrepareAsync(CancellationToken token)
    {
        var networks = await fixture.Engine.DockerAsync(token, "network", "ls", "--format", "{{.Name}}");
        if (!networks.EnsureSuccess().Stdout.Split('\n').Contains(Network))
        {
            (await fixture.Engine.DockerAsync(token, "network", "create", "--subnet", "10.231.9.0/24", Network)).EnsureSuccess();
            await fixture.Engine.RunContainerAsync(Target, ["-v", "/shared", "--ipc", "shareable"], ["sleep", "3600"], token);
        }
    }

    private async Task<IReadOnlyCollection<string>> CompareAllAsync(IEnumerable<string> lines, bool inspect, CancellationToken token)
    {
        var differences = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(lines, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = token }, async (line, stop) =>
        {
            foreach (var difference in await CompareAsync(line, inspect, EngineFixture.NewName("eq-c"), EngineFixture.NewName("eq-c"), stop))
            {
                differences.Add(difference);
            }
        });
        return differences;
    }

    private async Task<IEnumerable<string>> CompareAsync(string template, bool inspect, string ours, string theirs, CancellationToken token)
    {
        var cli = await fixture.Engine.DockerAsync(token, [.. ShellWords.Split(Fill(template, theirs))]);
        var result = await OursAsync(Fill(template, ours), token);
        try
        {
            var expected = (cli.ExitCode, Text: Neutral(cli.Stdout, theirs), Error: Neutral(cli.Stderr, theirs));
            var actual = (result.ExitCode, Text: Neutral(result.Stdout, ours), Error: Neutral(result.Stderr, ours));
            return expected != actual ? [$"\n{template}\n  docker: {expected}\n  ours:   {actual}"]
                : inspect && !template.Contains("run --rm", StringComparison.Ordinal) ? await InspectAsync(template, theirs, ours, token)
                : [];
        }
        finally
        {
            await fixture.Engine.DockerAsync(CancellationToken.None, "rm", "-fv", theirs, ours);
        }
    }

    private async Task<CommandResult> OursAsync(string line, CancellationToken token)
    {
        try
        {
            return await fixture.Services.RunAsync(line, token);
        }
        catch (CommandLineException e)
        {
            return new CommandResult(e.ExitCode, "", e.Message + "\n");
        }
    }

    private async Task<IEnumerable<string>> InspectAsync(string template, string theirs, string ours, CancellationToken token)
    {
        var both = await fixture.Engine.DockerAsync(token, "inspect", "--type", "container", theirs, ours);
        var array = JsonNode.Parse(both.EnsureSuccess().Stdout)!.AsArray();
        var (expected, actual) = (Normal(array[0]!, theirs), Normal(array[1]!, ours));
        return Differences(template, "", expected, actual);
    }

    private string Fill(string template, string name) => template.Replace("{n}", name, StringComparison.Ordinal)
        .Replace("{i}", fixture.Engine.BusyboxImage, StringComparison.Ordinal)
        .Replace("{t}", Target, StringComparison.Ordinal).Replace("{net}", Network, StringComparison.Ordinal);

    // Usage and hints follow the CLI's errors; ids differ.
    private static string Neutral(string text, string name)
    {
        var lines = text.Split('\n').TakeWhile(l => !l.StartsWith("Usage:", StringComparison.Ordinal) && !l.StartsWith("See 'docker", StringComparison.Ordinal)
            && !l.StartsWith("Run 'docker", StringComparison.Ordinal));
        var whole = string.Join('\n', lines).Trim().Replace(name, "{n}", StringComparison.Ordinal);
        return System.Text.RegularExpressions.Regex.Replace(whole, "[0-9a-f]{64}", "{id}");
    }

    private static JsonNode? Normal(JsonNode? node, string name) => node switch
    {
        JsonObject o => new JsonObject(o.Where(p => !_own.Contains(p.Key)).OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => KeyValuePair.Create(Neutral(p.Key, name), p.Key == "Hostname" && IsId(p.Value) ? "{id}" : Normal(p.Value, name)))),
        JsonArray a => new JsonArray([.. a.Select(i => Normal(i, name)).OrderBy(i => (i as JsonObject)?["Destination"]?.ToString() ?? "", StringComparer.Ordinal)]),
        JsonValue v when v.TryGetValue<string>(out var text) => IsId(v) ? "{id}" : Neutral(text, name),
        null => null,
        _ => node.DeepClone(),
    };

    private static bool IsId(JsonNode? node) =>
        node is JsonValue v && v.TryGetValue<string>(out var text) && text.Length == 12 && text.All(char.IsAsciiHexDigitLower);

    private static IEnumerable<string> Differences(string template, string path, JsonNode? expected, JsonNode? actual)
    {
        if (expected is JsonObject e && actual is JsonObject a)
        {
            return e.Select(p => p.Key).Union(a.Select(p => p.Key)).SelectMany(key => Differences(template, $"{path}.{key}", e[key], a[key]));
        }

        return JsonNode.DeepEquals(expected, actual) ? [] : [$"\n{template}\n  {path}: docker {expected?.ToJsonString() ?? "null"}, ours {actual?.ToJsonString() ?? "null"}"];
    }
}
