using Bunit;
using Dashboard.Services.Containers;
using Dashboard.Web.Containers;
using Dashboard.Web.Tests.Shared;

namespace Dashboard.Web.Tests.Containers;

public sealed class StateChipTests : DashboardContext
{
    public static TheoryData<ContainerState> States => [.. Enum.GetValues<ContainerState>()];

    [Theory]
    [MemberData(nameof(States))]
    public void Render_EveryState_HasAWordAndAColour(ContainerState state)
    {
        var chip = Render<StateChip>(p => p.Add(c => c.State, state)).Find(".state-chip");

        Assert.Equal(state.ToString(), chip.TextContent.Trim());
        Assert.Contains($"state-{state.ToString().ToLowerInvariant()}", chip.ClassList);
        Assert.DoesNotContain("state-failed", chip.ClassList);
    }

    [Theory]
    [InlineData("Up 3 minutes (unhealthy)", true)]
    [InlineData("Up 3 minutes (healthy)", false)]
    [InlineData("Up 3 minutes", false)]
    public void Render_HealthCheckFails_IsShownAsSuch(string status, bool unhealthy)
    {
        var chip = Render<StateChip>(p => p.Add(c => c.State, ContainerState.Running).Add(c => c.Status, status)).Find(".state-chip");

        Assert.Equal(unhealthy, chip.ClassList.Contains("state-unhealthy"));
        Assert.Equal(status, chip.GetAttribute("title"));
    }

    // An inspect tells the state alone; whoever runs and is unwell is not green.
    [Theory]
    [InlineData(ContainerState.Running, "running", "unhealthy", "state-unhealthy")]
    [InlineData(ContainerState.Running, "running", "starting", "state-starting")]
    [InlineData(ContainerState.Running, "running", "healthy", "state-running")]
    [InlineData(ContainerState.Running, "Up 3 minutes (unhealthy)", null, "state-unhealthy")]
    [InlineData(ContainerState.Running, "Up 3 minutes (health: starting)", null, "state-starting")]
    [InlineData(ContainerState.Exited, "exited", "unhealthy", "state-exited")]
    public void Render_Health_IsTheOnlyToneThatCounts(ContainerState state, string status, string? health, string tone)
    {
        var chip = Render<StateChip>(p => p.Add(c => c.State, state).Add(c => c.Status, status).Add(c => c.Health, health)).Find(".state-chip");

        Assert.Equal(["state-chip", tone], chip.ClassList);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(137, true)]
    public void Render_ExitCode_IsShownUnlessItIsZero(int code, bool failed)
    {
        var chip = Render<StateChip>(p => p.Add(c => c.State, ContainerState.Exited).Add(c => c.ExitCode, code)).Find(".state-chip");

        Assert.Equal(failed ? "Exited137" : "Exited", chip.TextContent.Trim());
        Assert.Equal(failed, chip.ClassList.Contains("state-failed"));
    }
}
