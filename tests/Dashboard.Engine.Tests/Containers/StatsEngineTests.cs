using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Stats;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Containers;

public sealed partial class StatsEngineTests(EngineFixture fixture)
{
    private static readonly TimeSpan _window = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task WatchAsync_ThirtySecondsBesideTheCli_AgreesWithinTwoPercent()
    {
        var token = TestContext.Current.CancellationToken;
        var name = EngineFixture.NewName("busy");
        // It holds some megabytes: of a bare shell's 350 KiB two pages more or less, between one second and the next, would be the two percent.
        await fixture.Engine.RunContainerAsync(
            name, ["--cpus", "0.3", "-m", "64m"], ["sh", "-c", "x=$(head -c 8000000 /dev/zero | tr '\\0' x); echo held; while :; do :; done"], token);
        await Eventually.ThatAsync(
            async () => (await fixture.Engine.DockerAsync(token, "logs", name)).Text == "held", TimeSpan.FromSeconds(60), "it holds its memory", token);
        await using var points = Watch(name, history: false).GetAsyncEnumerator(token);
        await NextAsync(points);
        await NextAsync(points);

        var theirs = CliAsync(name, token);
        var ours = new List<UsagePoint>();
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < _window)
        {
            ours.AddRange(await NextAsync(points));
        }

        var screens = await theirs;
        var (cpu, memory) = (ours.Average(p => p.CpuPercent), ours.Average(p => (double)p.MemoryBytes));
        var (cliCpu, cliMemory) = (screens.Average(s => s.Cpu), screens.Average(s => s.Memory));
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"CPU {cpu:F2}% here, {cliCpu:F2}% in docker stats ({(cpu / cliCpu) - 1:P2}); memory {memory:F0} B here, {cliMemory:F0} B there ({(memory / cliMemory) - 1:P2}); {ours.Count} points, {screens.Count} screens"));
        Assert.InRange(ours.Count, 25, 35);
        Assert.InRange(cpu, 15, 45);
        Assert.InRange(cpu / cliCpu, 0.98, 1.02);
        Assert.InRange(memory / cliMemory, 0.98, 1.02);
        Assert.All(ours, p => Assert.Equal(64UL << 20, p.MemoryLimit));
    }

    [Fact]
    public async Task WatchAsync_ContainerStopsStartsAndGoes_PausesResumesAndEnds()
    {
        var token = TestContext.Current.CancellationToken;
        var name = EngineFixture.NewName("stops");
        await fixture.Engine.RunContainerAsync(name, [], ["sleep", "600"], token);
        await using var points = Watch(name, history: true).GetAsyncEnumerator(token);
        await NextAsync(points);
        Assert.Equal(1UL, Assert.Single(await NextAsync(points)).Pids);

        await fixture.Engine.DockerAsync(token, "stop", "-t", "0", name);
        await fixture.Engine.DockerAsync(token, "start", name);
        var again = Assert.Single(await NextAsync(points));
        Assert.NotEqual(0UL, again.MemoryLimit);

        await fixture.Engine.DockerAsync(token, "rm", "-f", name);
        while (await points.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(15), token))
        {
            // Points that were under way.
        }
    }

    [Fact]
    public async Task WatchAsync_NobodyLookedBefore_HasAPastFromTheBackground()
    {
        var token = TestContext.Current.CancellationToken;
        var name = EngineFixture.NewName("past");
        await fixture.Engine.RunContainerAsync(name, [], ["sleep", "600"], token);

        IReadOnlyList<UsagePoint> past = [];
        await Eventually.ThatAsync(
            async () =>
            {
                await using var points = Watch(name, history: true).GetAsyncEnumerator(token);
                past = await NextAsync(points);
                return past.Count > 0;
            },
            TimeSpan.FromSeconds(40),
            "two rounds of the background have seen it",
            token);

        Assert.Equal(1UL, past[0].Pids);
        Assert.InRange(past[0].MemoryBytes, 1UL, 64UL << 20);
    }

    [Fact]
    public async Task WatchAsync_NoSuchContainer_SaysSo()
    {
        await using var points = Watch("nosuch", history: true).GetAsyncEnumerator(TestContext.Current.CancellationToken);

        var e = await Assert.ThrowsAsync<EngineErrorException>(async () => await points.MoveNextAsync());

        Assert.Equal(EngineErrorKind.NotFound, e.Error.Kind);
    }

    private static async Task<IReadOnlyList<UsagePoint>> NextAsync(IAsyncEnumerator<IReadOnlyList<UsagePoint>> points)
    {
        Assert.True(await points.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        return points.Current;
    }

    // A screen each half second, each with the newest figures: their mean weighs every second alike.
    private async Task<IReadOnlyList<(double Cpu, double Memory)>> CliAsync(string name, CancellationToken token)
    {
        var start = new ProcessStartInfo("docker", ["stats", "--format", "{{.CPUPerc}}|{{.MemUsage}}", name]) { RedirectStandardOutput = true };
        foreach (var (variable, value) in fixture.Engine.CliEnvironment())
        {
            start.Environment[variable] = value;
        }

        using var cli = Process.Start(start)!;
        var reading = cli.StandardOutput.ReadToEndAsync(token);
        using var ends = new PeriodicTimer(_window);
        await ends.WaitForNextTickAsync(token);
        cli.Kill();
        var screen = await reading;
        await cli.WaitForExitAsync(token);
        var screens = Figures().Matches(screen)
            .Select(m => (Cpu: Number(m.Groups[1]), Memory: Number(m.Groups[2]) * (m.Groups[3].Value == "MiB" ? 1 << 20 : 1 << 10))).ToList();
        // The first sample of the CLI's stream has nothing to be compared with: its CPU figure is the mean since the host was started.
        return [.. screens.SkipWhile(s => s.Cpu == screens[0].Cpu)];
    }

    private static double Number(System.Text.RegularExpressions.Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    private IAsyncEnumerable<IReadOnlyList<UsagePoint>> Watch(string name, bool history) => fixture.Services.Get<IContainerUsage>().WatchAsync(
        ServiceHost.Admin, fixture.Services.Local, ResourceName.Of(name), history, TestContext.Current.CancellationToken);

    // "30.11%|364KiB / 64MiB"
    [GeneratedRegex(@"([0-9.]+)%\|([0-9.]+)(KiB|MiB) / ")]
    private static partial Regex Figures();
}
