using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Logs;

public sealed class LogCutsTests(EngineFixture fixture)
{
    [Fact]
    public async Task Follow_ConnectionsBreakAtRandom_LosesAndDoublesNothing()
    {
        var seed = Random.Shared.Next();

        var (lines, lost, doubled) = await LogCuts.RunAsync(
            fixture.Engine, EngineFixture.NewName("log-cuts"), cuts: 10, new Random(seed), TestContext.Current.CancellationToken);

        Assert.True((lines > 0, lost, doubled) == (true, 0, 0), $"Seed {seed}: {lost} of {lines} lost, {doubled} doubled.");
    }
}
