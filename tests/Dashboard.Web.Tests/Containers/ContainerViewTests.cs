using Dashboard.Services.Containers;
using Dashboard.Testing;
using Dashboard.Web.Containers;
using static Dashboard.Testing.ContainerBuilder;

namespace Dashboard.Web.Tests.Containers;

public sealed class ContainerViewTests : IDisposable
{
    private readonly FakeEnvironmentRegistry _engines = new();

    public void Dispose() => _engines.Dispose();

    [Theory]
    [InlineData("", true)]
    [InlineData("   ", true)]
    [InlineData("SHOP", true)]
    [InlineData("shop-w nginx", true)]
    [InlineData("shop-w  8080", true)]
    [InlineData("shop-web postgres", false)]
    [InlineData("registry.example/nginx:1.27", true)]
    [InlineData("backend", true)]
    [InlineData("team=blue", true)]
    [InlineData("com.docker.compose.project=till", true)]
    [InlineData("up 5", true)]
    [InlineData("9090", false)]
    public void Apply_Search_AllWordsMustOccurSomewhere(string search, bool found)
    {
        var container = Container(
            "shop-web",
            image: "registry.example/nginx:1.27",
            labels: new Dictionary<string, string> { ["team"] = "blue", ["com.docker.compose.project"] = "till" },
            ports: [new PortMapping("0.0.0.0", 8080, 80, "tcp")]) with
        { Networks = ["backend"] };

        Assert.Equal(found, Apply(new ContainerView(Search: search), container).Count == 1);
    }

    [Fact]
    public void Apply_SearchById_MatchesItsBeginningOnly()
    {
        var container = Container("web");

        Assert.Single(Apply(new ContainerView(Search: container.ShortId.ToUpperInvariant()), container));
        Assert.Empty(Apply(new ContainerView(Search: container.Id[20..32]), container));
    }

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

    [Theory]
    [InlineData(SortColumn.Name, false, "a B c")]
    [InlineData(SortColumn.Name, true, "c B a")]
    [InlineData(SortColumn.Image, false, "c a B")]
    [InlineData(SortColumn.Image, true, "a B c")]
    [InlineData(SortColumn.State, false, "B a c")]
    [InlineData(SortColumn.State, true, "c a B")]
    [InlineData(SortColumn.Created, false, "c a B")]
    [InlineData(SortColumn.Created, true, "B a c")]
    public void Apply_Sort_OrdersWithNamesAsTieBreaker(SortColumn sort, bool descending, string expected)
    {
        var shown = Apply(
            new ContainerView(Sort: sort, Descending: descending),
            Container("c", ContainerState.Exited, image: "alpine", ageMinutes: 1),
            Container("a", ContainerState.Paused, image: "nginx", ageMinutes: 2),
            Container("B", ContainerState.Running, image: "nginx", ageMinutes: 3));

        Assert.Equal(expected, string.Join(' ', shown.Select(r => r.Container.Name)));
    }

    [Fact]
    public void SortedBy_SameColumnAgain_TurnsRound()
    {
        var once = new ContainerView(Search: "x").SortedBy(SortColumn.Image);

        Assert.Equal(new ContainerView("x", StateFilter.All, SortColumn.Image), once);
        Assert.True(once.SortedBy(SortColumn.Image).Descending);
        Assert.False(once.SortedBy(SortColumn.Image).SortedBy(SortColumn.Image).Descending);
        Assert.False(once.SortedBy(SortColumn.Image).SortedBy(SortColumn.Name).Descending);
    }

    private IReadOnlyList<ContainerRow> Apply(ContainerView view, params ContainerSummary[] containers) =>
        view.Apply(containers.Select(c => new ContainerRow(_engines.Local, c)));
}
