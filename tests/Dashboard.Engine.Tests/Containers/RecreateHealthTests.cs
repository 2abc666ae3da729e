using Dashboard.Services.Commands;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Containers;

/// <summary>A new container whose health check fails does not run, as far as its users are concerned: the old one comes back.</summary>
public sealed class RecreateHealthTests(EngineFixture fixture)
{
    private static readonly string[] _well = ["--health-cmd", "true", "--health-interval", "200ms", "--health-retries", "2"];

    [Fact]
    public async Task Recreate_HealthyInTheEnd_WaitsForThatAndReplaces()
    {
        var token = TestContext.Current.CancellationToken;
        var (name, id) = await MakeAsync(_well, token);

        // Unwell at first, and well from its third check on.
        var result = await RecreateAsync(name, "", "'echo x >> /n; [ $(wc -l < /n) -ge 3 ]' --health-interval 200ms --health-retries 50", token);

        Assert.Equal((0, ""), (result.ExitCode, result.Stderr));
        var state = await StateAsync(name, token);
        Assert.EndsWith(" true healthy", state);
        Assert.False(state.StartsWith(id, StringComparison.Ordinal));
        await fixture.Engine.DockerAsync(token, "rm", "-f", name);
    }

    [Theory]
    [InlineData("", "'echo I am sick; false' --health-interval 200ms --health-retries 2", "sleep 600", "The health check of the new container fails: I am sick")]
    [InlineData("--wait-timeout 2", "true --health-interval 10m", "sleep 600", "has not decided within 2 s (--wait-timeout)")]
    [InlineData("", "true --health-interval 10m", "sh -c 'sleep 2; exit 3'", "ended with exit code 3")]
    public async Task Recreate_NotHealthy_BringsTheOldOneBack(string options, string check, string command, string reason)
    {
        var token = TestContext.Current.CancellationToken;
        var (name, id) = await MakeAsync(_well, token);

        var result = await RecreateAsync(name, options, check, token, command);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(reason, result.Stderr);
        Assert.EndsWith($"{name} is as it was.\n", result.Stderr);
        Assert.StartsWith($"{id} true ", await StateAsync(name, token));
        Assert.Equal(name, (await fixture.Engine.DockerAsync(token, "ps", "-a", "--filter", $"name={name}", "--format", "{{.Names}}")).Text);
        await fixture.Engine.DockerAsync(token, "rm", "-f", name);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("--wait-timeout 0", false)]
    public async Task Recreate_OfAnUnhealthyOneOrUnasked_DoesNotWaitForHealth(string options, bool wasUnhealthy)
    {
        var token = TestContext.Current.CancellationToken;
        var (name, id) = await MakeAsync(wasUnhealthy ? ["--health-cmd", "false", "--health-interval", "200ms", "--health-retries", "1"] : _well, token);
        await Eventually.ThatAsync(async () => (await StateAsync(name, token)).EndsWith(wasUnhealthy ? "unhealthy" : " healthy", StringComparison.Ordinal), TimeSpan.FromSeconds(30), "its health is decided", token);

        // This check decides in ten minutes.
        var result = await RecreateAsync(name, options, "true --health-interval 10m", token);

        Assert.Equal((0, ""), (result.ExitCode, result.Stderr));
        var state = await StateAsync(name, token);
        Assert.EndsWith(" true starting", state);
        Assert.False(state.StartsWith(id, StringComparison.Ordinal));
        await fixture.Engine.DockerAsync(token, "rm", "-f", name);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Recreate_GivenUpWhileItWaits_BringsTheOldOneBackOrTellsThatItIsNot(bool isRefused)
    {
        var token = TestContext.Current.CancellationToken;
        await using var engine = await FaultyEngine.StartAsync(fixture.Engine.DockerHost);
        await using var services = await ServiceHost.StartAsync(engine.DockerHost, token);
        var (name, id) = await MakeAsync([], token);
        if (isRefused)
        {
            engine.RefuseOnce(request => request.Contains($"{id}/start", StringComparison.Ordinal));
        }

        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(token);
        var running = services.RunAsync(Line(name, "", "true --health-interval 10m", "sleep 600"), giveUp.Token);
        await Eventually.ThatAsync(async () => await StateAsync(name, token) is var state && state.EndsWith(" true starting", StringComparison.Ordinal), TimeSpan.FromSeconds(30), "the new one runs", token);
        await giveUp.CancelAsync();

        if (isRefused)
        {
            Assert.Contains($"{name} could not be put back whole: starting it again failed", (await running).Stderr);
        }
        else
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        }

        Assert.Equal($"{id} {!isRefused}", (await fixture.Engine.DockerAsync(token, "inspect", "--format", "{{.Id}} {{.State.Running}}", name)).Text, ignoreCase: true);
        await fixture.Engine.DockerAsync(token, "rm", "-f", name);
    }

    [Fact]
    public async Task Recreate_WaitBelowZero_IsRefusedBeforeAnythingHappens()
    {
        var result = await fixture.Services.RunAsync("container recreate --wait-timeout -1 no-such busybox", TestContext.Current.CancellationToken);

        Assert.Equal(EngineErrorKind.Invalid, result.Error?.Kind);
        Assert.Contains("--wait-timeout cannot be negative", result.Stderr);
    }

    private async Task<(string Name, string Id)> MakeAsync(string[] options, CancellationToken token)
    {
        var name = EngineFixture.NewName("health");
        return (name, await fixture.Engine.RunContainerAsync(name, ["--stop-timeout", "1", .. options], ["sleep", "600"], token));
    }

    private Task<CommandResult> RecreateAsync(string name, string options, string check, CancellationToken token, string command = "sleep 600") =>
        fixture.Services.RunAsync(Line(name, options, check, command), token);

    private string Line(string name, string options, string check, string command) =>
        $"container recreate --name {name} --label {PrivateEngine.Label} --stop-timeout 1 {options} --health-cmd {check} {name} {fixture.Engine.BusyboxImage} {command}";

    private async Task<string> StateAsync(string name, CancellationToken token) =>
        (await fixture.Engine.DockerAsync(token, "inspect", "--format", "{{.Id}} {{.State.Running}} {{if .State.Health}}{{.State.Health.Status}}{{end}}", name)).Text;
}
