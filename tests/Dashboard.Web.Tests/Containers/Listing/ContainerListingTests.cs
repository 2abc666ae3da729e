using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Stats;
using Dashboard.Services.Environments;
using Dashboard.Testing;
using Dashboard.Web.Containers;
using Dashboard.Web.Containers.Listing;
using static Dashboard.Testing.ContainerBuilder;

namespace Dashboard.Web.Tests.Containers.Listing;

public sealed class ContainerListingTests : IDisposable
{
    private readonly FakeEnvironmentRegistry _engines = new("nas");
    private readonly ContainerListing _listing = new();

    public void Dispose() => _engines.Dispose();

    [Theory]
    [InlineData(ListColumn.Name, false, "a B c")]
    [InlineData(ListColumn.Name, true, "c B a")]
    [InlineData(ListColumn.Image, false, "c a B")]
    [InlineData(ListColumn.Image, true, "a B c")]
    [InlineData(ListColumn.State, false, "B a c")]
    [InlineData(ListColumn.State, true, "c a B")]
    [InlineData(ListColumn.Created, false, "c a B")]
    [InlineData(ListColumn.Created, true, "B a c")]
    [InlineData(ListColumn.Command, false, "a B c")]
    [InlineData(ListColumn.Engine, false, "a B c")]
    [InlineData(ListColumn.Networks, false, "B c a")]
    [InlineData(ListColumn.Networks, true, "c B a")]
    [InlineData(ListColumn.Labels, false, "c a B")]
    [InlineData(ListColumn.Labels, true, "a c B")]
    [InlineData(ListColumn.Ports, false, "B a c")]
    [InlineData(ListColumn.Ports, true, "a B c")]
    [InlineData(ListColumn.Restarts, false, "a c B")]
    [InlineData(ListColumn.Restarts, true, "c a B")]
    [InlineData(ListColumn.ExitCode, false, "c a B")]
    [InlineData(ListColumn.ExitCode, true, "c a B")]
    [InlineData(ListColumn.Cpu, true, "a B c")]
    [InlineData(ListColumn.Cpu, false, "B a c")]
    [InlineData(ListColumn.Memory, true, "B a c")]
    public void Lines_ByAnyColumn_AreInItsOrder_WithWhatHasNoValueLast(ListColumn sort, bool descending, string expected)
    {
        var usage = new Dictionary<ContainerKey, UsagePoint>
        {
            [Key("a")] = Used(20, 100), [Key("B")] = Used(10, 200),
            // Of its last run; it has none now.
            [Key("c")] = Used(90, 900),
        };
        Look(new ListChoices { Sort = sort, IsDescending = descending }, usage);
        Put(
            Container("c", ContainerState.Exited, image: "alpine", ageMinutes: 1, labels: Labels("a", "1")) with { Networks = ["y"], RestartCount = 5 },
            Container("a", ContainerState.Paused, image: "nginx", ageMinutes: 2, labels: Labels("b", "1"), ports: [new PortMapping(null, 9000, 80, "tcp")]) with { RestartCount = 0 },
            Container("B", ContainerState.Running, image: "nginx", ageMinutes: 3, ports: [new PortMapping(null, 8000, 80, "tcp")]) with { Networks = ["x"] });

        Assert.Equal(expected, Text());
        // Whether they came one by one or all at once.
        _listing.Look(_listing.View, usage);
        Assert.Equal(expected, Text());
    }

    [Fact]
    public void Lines_WithProjects_AreGroups_AndTheRestLast()
    {
        Put(InProject("till-db", "till"), Container("alone"), InProject("shop-web", "Shop"), InProject("shop-api", "Shop"));

        Assert.Equal("[Shop 2] shop-api shop-web [till 1] till-db [- 1] alone", Text());
    }

    [Fact]
    public void Lines_WithoutProjects_HaveNoHeads_AndTheFirstProjectBringsThem()
    {
        Put(Container("b"), Container("a"));
        Assert.Equal("a b", Text());

        Put(InProject("c", "shop"));
        Assert.Equal("[shop 1] c [- 2] a b", Text());

        Remove("c");
        Assert.Equal("a b", Text());
    }

    [Fact]
    public void Lines_SameProjectOnTwoEngines_AreTwoGroups()
    {
        _listing.Apply([Row(InProject("a", "shop")), new ContainerRow(_engines.All[1], InProject("b", "shop"))], []);

        Assert.Equal("[shop 1] a [shop 1] b", Text());
    }

    [Fact]
    public void Lines_Collapsed_AreHiddenButCounted_AndStayShown()
    {
        Look(ListChoices.Default.WithCollapsed(new GroupKey("local", "shop"), true));
        Put(InProject("a", "shop"), InProject("b", "till"));
        Put(InProject("c", "shop"));

        Assert.Equal("[shop 2] [till 1] b", Text());
        Assert.Equal(3, _listing.ShownCount);
        Assert.True(_listing.IsShown(Key("c")));
        Remove("a");
        Assert.Equal("[shop 1] [till 1] b", Text());
    }

    [Fact]
    public void Lines_TheRestWasCollapsed_IsShownOnceThereAreNoHeads()
    {
        Look(ListChoices.Default.WithCollapsed(GroupKey.Rest, true));

        Put(Container("a"));
        Put(Container("b"));

        Assert.Equal("a b", Text());
    }

    [Fact]
    public void Counts_OfAGroup_FollowItsContainers()
    {
        Put(
            InProject("ok", "shop"), InProject("ill", "shop") with { Status = "Up 5 minutes (unhealthy)" },
            InProject("killed", "shop") with { State = ContainerState.Exited, Status = "Exited (137) 1 hour ago" },
            InProject("done", "shop") with { State = ContainerState.Exited, Status = "Exited (0) 1 hour ago" });
        Assert.Equal((new GroupCounts(4, 2, 1, 1), 1), (Head().Counts, Head().Counts.Stopped));

        Put(InProject("ill", "shop"));
        Put(InProject("done", "shop"));

        Assert.Equal((new GroupCounts(4, 3, 0, 1), 3), (Head().Counts, _listing.Running));
    }

    [Fact]
    public void Apply_WithAFilter_MovesRowsInAndOut()
    {
        _listing.Look(new ContainerView("state:running"));
        Put(Container("a"), Container("b", ContainerState.Exited));
        Assert.Equal("a", Text());

        Put(Container("a", ContainerState.Exited), Container("b"));

        Assert.Equal("b", Text());
        Assert.Equal((2, 1, 1), (_listing.All.Count, _listing.ShownCount, _listing.Running));
    }

    [Fact]
    public void Apply_ManyChangesInAnyOrder_IsAsIfLookedAtAnew()
    {
        var random = new Random(7);
        Look(new ListChoices { Sort = ListColumn.State, Collapsed = [GroupKey.Rest] });
        for (var step = 0; step < 400; step++)
        {
            List<ContainerRow> put = [];
            List<ContainerKey> removed = [];
            // Few containers, so that groups come and go, and heads with them.
            foreach (var name in Enumerable.Range(0, 9).Select(n => $"c{n}").Where(_ => random.Next(3) == 0))
            {
                if (random.Next(2) == 0)
                {
                    removed.Add(Key(name));
                }
                else
                {
                    // Labels never change during a container's life.
                    var container = name[^1] % 3 == 0 ? InProject(name, $"p{name[^1] % 2}") : Container(name);
                    put.Add(Row(container with { State = (ContainerState)random.Next(7), RestartCount = random.Next(3) }));
                }
            }

            _listing.Apply(put, removed);
            var (moved, shown, running) = (Text(), _listing.ShownCount, _listing.Running);
            _listing.Look(_listing.View);
            Assert.Equal((Text(), _listing.ShownCount, _listing.All.Count(r => r.Container.IsRunning)), (moved, shown, running));
        }
    }

    [Fact]
    public void Apply_TenThousandAtOnce_ThenOne_IsInItsPlace()
    {
        Put([.. Enumerable.Range(0, 10_000).Select(n => Container($"c{n:00000}"))]);

        Put(Container("c04999x"));

        Assert.Equal(10_001, _listing.Lines.Count);
        Assert.Equal("c04999x", _listing.Lines[5000].Row!.Container.Name);
    }

    private static Dictionary<string, string> Labels(string key, string value) => new() { [key] = value };

    private static ContainerSummary InProject(string name, string project) => Container(name, labels: Labels("com.docker.compose.project", project));

    private static UsagePoint Used(double cpu, ulong memory) => new(default, cpu, memory, 0, 0, 0, 0, 0, 0);

    private ContainerKey Key(string name) => new(_engines.Local.Name, IdOf(name));

    private ContainerRow Row(ContainerSummary container) => new(_engines.Local, container);

    private ContainerGroup Head() => _listing.Lines[0].Group!;

    private void Look(ListChoices choices, IReadOnlyDictionary<ContainerKey, UsagePoint>? usage = null) =>
        _listing.Look(new ContainerView() { Choices = choices }, usage);

    private void Put(params ContainerSummary[] containers) => _listing.Apply([.. containers.Select(Row)], []);

    private void Remove(string name) => _listing.Apply([], [Key(name)]);

    // "[shop 2] web db": heads with their number, and names.
    private string Text() => string.Join(' ', _listing.Lines.Select(l => l.Row is { } row ? row.Container.Name
        : $"[{(l.Group!.Key.IsRest ? "-" : l.Group.Key.Project)} {l.Group.Counts.Total}]"));
}
