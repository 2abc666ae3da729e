using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Timeline;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Containers;

/// <summary>What a real engine tells of a container's life, and what the audit log says beside it.</summary>
public sealed class TimelineTests(EngineFixture fixture)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task Watch_KilledForMemory_IsMarkedSo()
    {
        var (name, id) = await RunAsync("oom", ["-m", "8m", "--memory-swap", "8m"], ["sh", "-c", "x=a; while :; do x=$x$x; done"]);

        // An inspect may know of the end before the event comes.
        var story = await UntilAsync(
            id, s => s.Entries.Any(e => e is { What: "die", IsOutOfMemory: true }) && s.Entries.Any(e => e.What == "oom"), $"{name} was killed for its memory");

        Assert.Equal(137, story.Entries.Single(e => e.What == "die").ExitCode);
        Assert.Equal(story.Entries.Select(e => e.Time).OrderDescending(), story.Entries.Select(e => e.Time));
    }

    [Fact]
    public async Task Watch_ExitCodeExecRenameAndNetworks_AreTold()
    {
        var token = TestContext.Current.CancellationToken;
        var (name, id) = await RunAsync("life", [], ["sh", "-c", "trap 'exit 3' TERM; while :; do sleep 0.1; done"]);
        var network = EngineFixture.NewName("net");
        (await fixture.Engine.DockerAsync(token, "network", "create", network)).EnsureSuccess();
        await fixture.Engine.DockerAsync(token, "network", "connect", network, name);
        await fixture.Engine.DockerAsync(token, "exec", "-e", "A=1", name, "sh", "-c", "export DB_PASSWORD=hunter2; exit 7");
        await fixture.Engine.DockerAsync(token, "rename", name, $"{name}-new");
        await fixture.Engine.DockerAsync(token, "stop", "-t", "10", $"{name}-new");
        await fixture.Engine.DockerAsync(token, "network", "rm", network);

        var story = await UntilAsync(id, s => s.Entries.Any(e => e is { What: "die" }), "it ended");

        Assert.Equal(3, story.Entries.Single(e => e.What == "die").ExitCode);
        Assert.Equal("15", story.Entries.First(e => e.What == "kill").Detail);
        Assert.Equal(name, story.Entries.Single(e => e.What == "rename").Detail);
        Assert.Contains(story.Entries, e => e.What == "connect" && e.Detail == network);
        var exec = story.Entries.Single(e => e.What == "exec");
        Assert.Equal((7L, false), (exec.ExitCode, exec.Detail.Contains("hunter2", StringComparison.Ordinal)));
        Assert.StartsWith("sh -c", exec.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_HealthChecks_OnlyTheirVerdictsAreNewsAndCarryTheOutput()
    {
        var token = TestContext.Current.CancellationToken;
        var (name, id) = await RunAsync(
            "health", ["--health-cmd", "cat /tmp/ok || { echo no such luck; exit 1; }", "--health-interval", "1s", "--health-retries", "1"], ["sleep", "600"]);
        await UntilAsync(id, s => s.Entries.Any(e => e is { What: "health", Detail: "unhealthy" } && e.Output.Contains("no such luck", StringComparison.Ordinal)), "the check failed");
        await fixture.Engine.DockerAsync(token, "exec", name, "sh", "-c", "echo fine > /tmp/ok");

        var story = await UntilAsync(id, s => s.Entries.Any(e => e is { What: "health", Detail: "healthy", Output: "fine" }), "the check is well again");

        // The checks themselves, one a second, are not in it; what somebody ran is.
        await UntilAsync(id, s => s.Entries.Count(e => e.What == "exec") == 1, "only what was run by hand is told");
        await fixture.Engine.DockerAsync(token, "rm", "-f", name);
    }

    [Fact]
    public async Task Watch_WhatAPersonDid_StandsWithWhatCameOfIt()
    {
        var (name, id) = await RunAsync("asked", ["--stop-timeout", "1"], ["sleep", "600"]);
        var token = TestContext.Current.CancellationToken;
        await fixture.Services.RunAsync($"stop {name}", token);

        var story = await UntilAsync(id, s => s.Entries.Any(e => e is { What: "ask", Outcome: "ok" } && e.Caused.Any(c => c.What == "stop")), "the stop and what came of it");

        var ask = story.Entries.Single(e => e.What == "ask");
        Assert.Equal(("test-admin", $"docker stop {name}"), (ask.Person, ask.Detail));
        Assert.Equal(["kill", "kill", "disconnect", "die", "stop"], ask.Caused.Select(c => c.What).OrderBy(w => Array.IndexOf(["kill", "disconnect", "die", "stop"], w)));

        // Somebody who may not read the audit log sees what came of it, not who it was; what they did themselves they do.
        var viewer = new Actor("somebody", "somebody", Right.View | Right.Operate, "browser");
        await fixture.Services.Get<ICommandRunner>().RunAsync(viewer, fixture.Services.Local, CommandLine.Parse($"start {name}"), terminal: null, token);
        var theirs = await UntilAsync(id, s => s.Entries.Any(e => e is { What: "ask", Outcome: "ok" }), "their own start", viewer);
        Assert.Equal([$"docker start {name}"], theirs.Entries.Where(e => e.What == "ask").Select(e => e.Detail));
        Assert.False(theirs.HasAllPeople);
        Assert.Contains(theirs.Entries, e => e.What == "die");
    }

    [Fact]
    public async Task Watch_Recreated_TellsOfThePredecessorToo()
    {
        var (name, id) = await RunAsync("again", [], ["sleep", "600"]);
        var token = TestContext.Current.CancellationToken;
        await fixture.Services.RunAsync($"pause {name}", token);
        await fixture.Services.RunAsync($"unpause {name}", token);
        (await fixture.Engine.DockerAsync(token, "rm", "-f", name)).EnsureSuccess();
        var (_, next) = await RunAsync(name, [], ["sleep", "600"], isName: true);

        var story = await UntilAsync(next, s => s.Predecessors is [{ Entries: var old }] && old.Any(e => e.What == "destroy"), "the old one's end");

        Assert.Equal(id[..12], story.Predecessors[0].ShortId);
        Assert.Contains(story.Predecessors[0].Entries, e => e.Detail == $"docker pause {name}" && e.Caused is [{ What: "pause" }]);
        Assert.DoesNotContain(story.Entries, e => e.What is "pause" or "ask");
        // The removed one is still told of by its id.
        Assert.Contains((await UntilAsync(id, _ => true, "the old one's story")).Entries, e => e.What == "destroy");
    }

    [Fact]
    public async Task Watch_DashboardThatComesLater_TellsWhatTheEngineStillKnows()
    {
        var (name, id) = await RunAsync("before", [], ["sh", "-c", "exit 5"]);
        await UntilAsync(id, s => s.Entries.Any(e => e.What == "die"), $"{name} ended");

        await using var later = await ServiceHost.StartAsync(fixture.Engine.DockerHost, TestContext.Current.CancellationToken);
        var story = await UntilAsync(id, s => s.Entries.Any(e => e is { What: "die", ExitCode: 5 }), "its end is told", services: later);

        Assert.Contains(story.Entries, e => e.What == "create");
    }

    [Fact]
    public async Task Watch_OutOfScope_IsNotThereNeitherAliveNorGone()
    {
        var token = TestContext.Current.CancellationToken;
        var (name, id) = await RunAsync("scoped", ["--label", "com.docker.compose.project=shop"], ["sleep", "600"]);
        Actor inside = Viewer("shop"), outside = Viewer("elsewhere");
        await UntilAsync(id, s => s.Entries.Any(e => e.What == "start"), "it runs", inside);
        await Assert.ThrowsAsync<EngineErrorException>(() => UntilAsync(id, _ => true, "never", outside));

        (await fixture.Engine.DockerAsync(token, "rm", "-f", name)).EnsureSuccess();
        await UntilAsync(id, s => s.Entries.Any(e => e.What == "destroy"), "it is gone", inside);
        var refused = await Assert.ThrowsAsync<EngineErrorException>(() => UntilAsync(id, _ => true, "never", outside));

        Assert.Equal((EngineErrorKind.NotFound, $"No such container: {id}"), (refused.Error.Kind, refused.Message));
        // As a predecessor it is told to those only who could see it.
        var (_, next) = await RunAsync(name, ["--label", "com.docker.compose.project=elsewhere"], ["sleep", "600"], isName: true);
        Assert.Empty((await UntilAsync(next, s => s.Entries.Any(e => e.What == "start"), "the next one runs", outside)).Predecessors);
        Assert.Single((await UntilAsync(next, s => s.Entries.Any(e => e.What == "start"), "the next one runs")).Predecessors);

        static Actor Viewer(string stack) => new(stack, stack, "browser", new GrantSet(
            [new HeldGrant("1", BuiltInRoles.Viewer, BuiltInRoles.RightsOf(BuiltInRoles.Viewer), GrantScope.OnStack("local", stack), null)]));
    }

    private async Task<(string Name, string Id)> RunAsync(string purpose, string[] options, string[] command, bool isName = false)
    {
        var name = isName ? purpose : EngineFixture.NewName(purpose);
        return (name, await fixture.Engine.RunContainerAsync(name, options, command, TestContext.Current.CancellationToken));
    }

    private async Task<ContainerStory> UntilAsync(string id, Func<ContainerStory, bool> condition, string what, Actor? actor = null, ServiceHost? services = null)
    {
        var host = services ?? fixture.Services;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        ContainerStory? last = null;
        try
        {
            await foreach (var story in host.Get<IContainerTimeline>().WatchAsync(actor ?? ServiceHost.Admin, host.Local, ResourceName.Of(id), limit.Token))
            {
                last = story;
                if (condition(story))
                {
                    return story;
                }
            }
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            Assert.Fail($"Not within {Patience}: {what}. Last: {string.Join(" | ", last?.Entries.Select(e => $"{e.What} {e.Detail} {e.ExitCode} {e.Output} [{string.Join(',', e.Caused.Select(c => c.What))}]") ?? [])}");
        }

        throw new InvalidOperationException("The story ended.");
    }
}
