using Dashboard.Services.Containers;
using Dashboard.Web.Containers;
using Dashboard.Web.Containers.Listing;
using static Dashboard.Testing.ContainerBuilder;

namespace Dashboard.Web.Tests.Containers;

public sealed class ContainerViewTests
{
    [Theory]
    [InlineData(ContainerState.Running, true)]
    [InlineData(ContainerState.Paused, true)]
    [InlineData(ContainerState.Restarting, true)]
    [InlineData(ContainerState.Created, false)]
    [InlineData(ContainerState.Exited, false)]
    [InlineData(ContainerState.Removing, false)]
    [InlineData(ContainerState.Dead, false)]
    public void Shows_EveryState_IsEitherRunningOrStopped(ContainerState state, bool running)
    {
        var container = Container("web", state);

        Assert.Equal(
            (true, running, !running),
            (new ContainerView().Shows(container), new ContainerView(State: StateFilter.Running).Shows(container), new ContainerView(State: StateFilter.Stopped).Shows(container)));
    }

    [Fact]
    public void SortedBy_SameColumnAgain_TurnsRound()
    {
        var once = new ContainerView("x").SortedBy(ListColumn.Image);

        Assert.Equal(("x", ListColumn.Image, false), (once.Search, once.Choices.Sort, once.Choices.IsDescending));
        Assert.True(once.SortedBy(ListColumn.Image).Choices.IsDescending);
        Assert.False(once.SortedBy(ListColumn.Image).SortedBy(ListColumn.Image).Choices.IsDescending);
        Assert.False(once.SortedBy(ListColumn.Image).SortedBy(ListColumn.Name).Choices.IsDescending);
    }

    [Fact]
    public void SortedBy_WhatIsMeasured_ShowsTheLargestFirst() => Assert.All(
        (ListColumn[])[ListColumn.Cpu, ListColumn.Memory, ListColumn.Restarts, ListColumn.ExitCode],
        column => Assert.True(new ContainerView().SortedBy(column).Choices.IsDescending));
}
