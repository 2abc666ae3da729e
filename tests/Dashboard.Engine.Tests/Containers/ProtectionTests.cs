using Dashboard.Services.Access.Protection;
using Dashboard.Services.Commands;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Containers;

[Collection(AloneOnTheEngine.Name)]
public sealed class ProtectionTests(EngineFixture fixture)
{
    public static TheoryData<string> Ends => ["stop {n}", "kill {n}", "restart -t 0 {n}", "rm -f {n}", "container rm {n}", "container recreate --name {n} {n} {i} sleep 600"];

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task Protected_WhateverWouldEndIt_IsRefusedUntilThatIsLifted(string template)
    {
        var token = TestContext.Current.CancellationToken;
        var name = EngineFixture.NewName("prot");
        var id = await fixture.Engine.RunContainerAsync(name, ["--label", $"{IProtections.Label}=true", "--stop-timeout", "1"], ["sleep", "600"], token);
        var line = template.Replace("{n}", name, StringComparison.Ordinal).Replace("{i}", fixture.Engine.BusyboxImage, StringComparison.Ordinal);

        var refused = await fixture.Services.RunAsync(line, token);

        Assert.Equal(1, refused.ExitCode);
        Assert.StartsWith($"{name} is protected. Lift that first: docker container unprotect {name}\n", refused.Stderr);
        Assert.Equal($"{id} true", (await fixture.Engine.DockerAsync(token, "inspect", "--format", "{{.Id}} {{.State.Running}}", name)).Text);

        Assert.Equal($"{name}\n", (await fixture.Services.RunAsync($"container unprotect {name}", token)).Stdout);
        Assert.NotEqual(1, (await fixture.Services.RunAsync(template.StartsWith("container rm", StringComparison.Ordinal) ? $"rm -f {name}" : line, token)).ExitCode);
        await fixture.Engine.DockerAsync(token, "rm", "-f", name);
    }

    [Fact]
    public async Task Protected_AmongOthers_IsLeftOutAndTheOthersAreStopped()
    {
        var token = TestContext.Current.CancellationToken;
        var (mine, other) = (EngineFixture.NewName("prot"), EngineFixture.NewName("prot"));
        foreach (var name in (string[])[mine, other])
        {
            await fixture.Engine.RunContainerAsync(name, [], ["sleep", "600"], token);
        }

        Assert.Equal(0, (await fixture.Services.RunAsync($"container protect {mine}", token)).ExitCode);
        var result = await fixture.Services.RunAsync($"kill {mine} {other}", token);

        Assert.Equal((1, $"{other}\n"), (result.ExitCode, result.Stdout));
        Assert.Contains($"{mine} is protected", result.Stderr);
        await fixture.Services.RunAsync($"container unprotect {mine}", token);
        await fixture.Engine.DockerAsync(token, "rm", "-f", mine, other);
    }

    [Fact]
    public async Task Prune_WithAProtectedOne_LeavesIt()
    {
        var token = TestContext.Current.CancellationToken;
        var (mine, other) = (EngineFixture.NewName("prot"), EngineFixture.NewName("prot"));
        foreach (var (name, label) in new[] { (mine, $"{IProtections.Label}=true"), (other, "x=y") })
        {
            (await fixture.Engine.DockerAsync(token, "create", "--name", name, "--label", "prune-me=1", "--label", label, fixture.Engine.BusyboxImage)).EnsureSuccess();
        }

        var result = await fixture.Services.RunAsync("container prune -f --filter label=prune-me", token);

        Assert.Equal(0, result.ExitCode);
        var left = await fixture.Engine.DockerAsync(token, "ps", "-a", "--filter", "label=prune-me", "--format", "{{.Names}}");
        Assert.Equal(mine, left.Text);
        await fixture.Engine.DockerAsync(token, "rm", "-f", mine);
    }

    [Fact]
    public async Task Protect_StaysOverARestartOfTheDashboard()
    {
        var token = TestContext.Current.CancellationToken;
        var name = EngineFixture.NewName("prot");
        var id = await fixture.Engine.RunContainerAsync(name, [], ["sleep", "600"], token);
        Assert.Equal(0, (await fixture.Services.RunAsync($"container protect {name}", token)).ExitCode);

        // A second reader of the same database, as after a restart.
        var again = new Protections(fixture.Services.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<Dashboard.Services.Storage.DashboardDbContext>>(), TimeProvider.System);

        Assert.True(again.IsProtected(fixture.Services.Local, id, new Dictionary<string, string>()));
        await fixture.Services.RunAsync($"container unprotect {name}", token);
        await fixture.Engine.DockerAsync(token, "rm", "-f", name);
    }
}
