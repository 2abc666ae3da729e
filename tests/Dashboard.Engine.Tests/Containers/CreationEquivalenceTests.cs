using System.Collections.Concurrent;
using Dashboard.Services.Commands;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Containers;

/// <summary>
/// The same line given to the real docker CLI and to us: what <c>docker inspect</c> tells of both containers is the same but for ids, names,
/// times and addresses, and so are exit codes and words.
/// </summary>
public sealed class CreationEquivalenceTests(EngineFixture fixture)
{
    internal const string Network = "eq-net";
    private const string Target = "eq-target";
    private static readonly SemaphoreSlim _preparing = new(1);

    public static TheoryData<string> Families => [.. CreationLines.Good.Keys];

    [Theory]
    [MemberData(nameof(Families))]
    public async Task Create_TheSameLine_MakesTheSameContainer(string family)
    {
        var token = TestContext.Current.CancellationToken;
        await PrepareAsync(fixture, token);
        var differences = await CompareAllAsync(CreationLines.Good[family], inspect: true, token);

        Assert.True(differences.Count == 0, string.Concat(differences));
    }

    [Fact]
    public async Task Create_WrongLine_SaysWhatTheCliSays()
    {
        var token = TestContext.Current.CancellationToken;
        await PrepareAsync(fixture, token);
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

    /// <summary>Makes the network and the container that lines refer to, once.</summary>
    internal static async Task PrepareAsync(EngineFixture fixture, CancellationToken token)
    {
        await _preparing.WaitAsync(token);
        try
        {
            var networks = await fixture.Engine.DockerAsync(token, "network", "ls", "--format", "{{.Name}}");
            if (!networks.EnsureSuccess().Stdout.Split('\n').Contains(Network))
            {
                (await fixture.Engine.DockerAsync(token, "network", "create", "--subnet", "10.231.9.0/24", Network)).EnsureSuccess();
                await fixture.Engine.RunContainerAsync(Target, ["-v", "/shared", "--ipc", "shareable"], ["sleep", "3600"], token);
            }
        }
        finally
        {
            _preparing.Release();
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
        var cli = await fixture.Engine.DockerAsync(token, [.. ShellWords.Split(Fill(fixture, template, theirs))]);
        var result = await OursAsync(Fill(fixture, template, ours), token);
        try
        {
            var expected = (cli.ExitCode, Text: InspectComparison.Neutral(cli.Stdout, theirs), Error: InspectComparison.Neutral(cli.Stderr, theirs));
            var actual = (result.ExitCode, Text: InspectComparison.Neutral(result.Stdout, ours), Error: InspectComparison.Neutral(result.Stderr, ours));
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
        return InspectComparison.Differences(both.EnsureSuccess().Stdout, theirs, ours).Select(d => $"\n{template}\n  {d}");
    }

    /// <summary>A line of <see cref="CreationLines"/> for a container called <paramref name="name"/>.</summary>
    internal static string Fill(EngineFixture fixture, string template, string name) => template.Replace("{n}", name, StringComparison.Ordinal)
        .Replace("{i}", fixture.Engine.BusyboxImage, StringComparison.Ordinal)
        .Replace("{t}", Target, StringComparison.Ordinal).Replace("{net}", Network, StringComparison.Ordinal);
}
