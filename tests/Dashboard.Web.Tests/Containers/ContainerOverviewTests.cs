using AngleSharp.Dom;
using Bunit;
using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Values;
using Dashboard.Testing;
using Dashboard.Web.Containers;
using Dashboard.Web.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using static Dashboard.Testing.ContainerBuilder;

namespace Dashboard.Web.Tests.Containers;

public sealed class ContainerOverviewTests : DashboardContext
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 1, 0, 0, TimeSpan.Zero);

    public ContainerOverviewTests() => Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Now));

    [Fact]
    public void Render_Secret_IsMaskedAndSaysSo()
    {
        var overview = Show(DetailsBuilder.Details(Container("web"), [new("MODE", "fast"), new("DB_PASSWORD", null), new("EMPTY", "")]));

        Assert.Equal("fast", Value(overview, "MODE").TextContent.Trim());
        Assert.Equal("", Value(overview, "EMPTY").TextContent.Trim());
        Assert.Equal("••••••••", Value(overview, "DB_PASSWORD").TextContent.Trim());
        Assert.Equal("hidden: looks like a secret", Value(overview, "DB_PASSWORD").QuerySelector("[title]")!.GetAttribute("title"));
    }

    [Fact]
    public void Click_MayReveal_ShowsTheValueAndHidesItAgain()
    {
        var asked = new List<string>();
        var details = DetailsBuilder.Details(Container("web"), [new("DB_PASSWORD", null), new("API_KEY", null)]);
        var overview = Render<ContainerOverview>(p => p.Add(o => o.Details, details).Add(o => o.Reveal, name =>
        {
            asked.Add(name);
            return Task.FromResult<string?>("hunter<2>");
        }));

        overview.Find("[aria-label='Show the value of DB_PASSWORD']").Click();

        Assert.Equal("hunter<2>", Value(overview, "DB_PASSWORD").TextContent.Trim());
        Assert.Equal("••••••••", Value(overview, "API_KEY").TextContent.Trim());
        Assert.Equal(["DB_PASSWORD"], asked);
        overview.Find("[aria-label='Hide the value of DB_PASSWORD']").Click();
        Assert.Equal("••••••••", Value(overview, "DB_PASSWORD").TextContent.Trim());
    }

    [Fact]
    public void Click_RefusedByTheServer_StaysMasked()
    {
        var details = DetailsBuilder.Details(Container("web"), [new("DB_PASSWORD", null)]);
        var overview = Render<ContainerOverview>(p => p.Add(o => o.Details, details).Add(o => o.Reveal, _ => Task.FromResult<string?>(null)));

        overview.Find("[aria-label='Show the value of DB_PASSWORD']").Click();

        Assert.Equal("••••••••", Value(overview, "DB_PASSWORD").TextContent.Trim());
    }

    [Fact]
    public void Render_SecretInPart_ShowsTheRestAndReveals()
    {
        var details = DetailsBuilder.Details(Container("web"), [new("DATABASE_URL", "postgres://kim:********@db/x") { IsMasked = true }]);
        var overview = Render<ContainerOverview>(p => p.Add(o => o.Details, details).Add(o => o.Reveal, _ => Task.FromResult<string?>("postgres://kim:hunter2@db/x")));
        Assert.Equal("postgres://kim:********@db/x", Value(overview, "DATABASE_URL").TextContent.Trim());

        overview.Find("[aria-label='Show the value of DATABASE_URL']").Click();

        Assert.Contains("hunter2", Value(overview, "DATABASE_URL").TextContent);
    }

    [Fact]
    public void Render_RevealedThenRightLost_IsMaskedAgain()
    {
        var details = DetailsBuilder.Details(Container("web"), [new("DB_PASSWORD", null)]);
        var overview = Render<ContainerOverview>(p => p.Add(o => o.Details, details).Add(o => o.Reveal, _ => Task.FromResult<string?>("hunter2")));
        overview.Find("[aria-label='Show the value of DB_PASSWORD']").Click();

        overview.Render(p => p.Add(o => o.Reveal, null));

        Assert.DoesNotContain("hunter2", overview.Markup);
    }

    [Fact]
    public void Render_ValueWithMarkup_IsText()
    {
        var overview = Show(DetailsBuilder.Details(Container("web"), [new("MODE", "<script>alert(1)</script>")]));

        Assert.Empty(overview.FindAll("script"));
        Assert.Equal("<script>alert(1)</script>", Value(overview, "MODE").TextContent.Trim());
    }

    [Fact]
    public void Render_StoppedContainer_TellsHowItEnded()
    {
        var overview = Show(DetailsBuilder.Details(Container("web", ContainerState.Exited, "Exited (137) 2 minutes ago")) with
        {
            ExitCode = 137,
            OomKilled = true,
            Finished = Now.AddMinutes(-2),
            Error = "exec: \"nope\": not found",
            RestartPolicy = "on-failure:3",
            RestartCount = 3,
        });

        Assert.Equal("137 · killed for using too much memory", Value(overview, "Exit code").TextContent.Trim());
        Assert.Equal("2 minutes ago · 2026-01-01 00:58:00 UTC", Value(overview, "Ended").TextContent.Trim());
        Assert.Equal("exec: \"nope\": not found", Value(overview, "Error").TextContent);
        Assert.Equal("on-failure:3 · 3 restarts", Value(overview, "Restart policy").TextContent.Trim());
    }

    [Fact]
    public void Render_RunningContainer_TellsNoExitCodeOfItsLastRun()
    {
        var overview = Show(DetailsBuilder.Details(Container("web")) with { ExitCode = 1, Finished = Now.AddDays(-1) });

        Assert.DoesNotContain("Exit code", overview.FindAll("dt").Select(t => t.TextContent));
    }

    [Theory]
    [InlineData(0L, "no limit")]
    [InlineData(1023L, "1023 B")]
    [InlineData(64L * 1024 * 1024, "64 MiB")]
    [InlineData(1_610_612_736L, "1.5 GiB")]
    [InlineData(4_503_599_627_370_496L, "4096 TiB")]
    public void Render_MemoryLimit_IsReadable(long bytes, string expected) =>
        Assert.Equal(expected, Value(Show(DetailsBuilder.Details(Container("web")) with { Limits = new() { Memory = bytes == 0 ? null : new ByteSize(bytes) } }), "Memory").TextContent);

    [Theory]
    [InlineData(0L, "no limit")]
    [InlineData(500_000_000L, "0.5")]
    [InlineData(2_000_000_000L, "2")]
    public void Render_CpuLimit_IsInCores(long nanoCpus, string expected) =>
        Assert.Equal(expected, Value(Show(DetailsBuilder.Details(Container("web")) with { Limits = new() { Cpus = nanoCpus == 0 ? null : new CpuCount(nanoCpus) } }), "CPUs").TextContent);

    [Fact]
    public void Render_MountsPortsAndLabels_AreListed()
    {
        var container = Container(
            "web",
            labels: new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" },
            ports: [new PortMapping("127.0.0.1", 8080, 80, "tcp"), new PortMapping(null, null, 443, "tcp")]);
        var overview = Show(DetailsBuilder.Details(container) with { Mounts = [new MountDetails("volume", "data", "/var/lib", IsReadOnly: true)] });

        Assert.Equal("data volume · read-only", string.Join(' ', Value(overview, "/var/lib").TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal("http://127.0.0.1:8080/", Value(overview, "80/tcp").QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal("not published", Value(overview, "443/tcp").TextContent.Trim());
        Assert.Equal(["a", "b"], Section(overview, "Labels").QuerySelectorAll("dt").Select(t => t.TextContent));
    }

    private static IElement Section(IRenderedComponent<ContainerOverview> overview, string title) =>
        overview.FindAll("section").Single(s => s.QuerySelector("h2")!.TextContent == title);

    private static IElement Value(IRenderedComponent<ContainerOverview> overview, string name) =>
        overview.FindAll("dt").Single(t => t.TextContent == name).NextElementSibling!;

    private IRenderedComponent<ContainerOverview> Show(ContainerDetails details) => Render<ContainerOverview>(p => p.Add(o => o.Details, details));
}
