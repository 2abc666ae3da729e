using Bunit;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Creation;
using Dashboard.Services.Containers.Values;
using Dashboard.Testing;
using Dashboard.Web.Containers;
using Dashboard.Web.Containers.Limits;
using Dashboard.Web.Tests.Shared;
using static Dashboard.Testing.ContainerBuilder;

namespace Dashboard.Web.Tests.Containers.Limits;

public sealed class LimitsPanelTests : DashboardContext
{
    private static readonly ResourceLimits _limits = new() { Memory = new ByteSize(64 << 20), MemorySwap = new SwapSize(128 << 20), Cpus = new CpuCount(500_000_000) };

    public LimitsPanelTests() => RenderInLayout(_ => { });

    [Fact]
    public void Panel_OfAContainer_ShowsWhatHoldsAndEndsWhereTheHostDoes()
    {
        var panel = Open();

        Assert.Equal(("0.5", "64m", "128m", "", ""), (Value(panel, "--cpus"), Value(panel, "--memory"), Value(panel, "--memory-swap"), Value(panel, "--pids-limit"), Value(panel, "--memory-reservation")));
        var slider = panel.Find("[data-option='--cpus'] input[type=range]");
        Assert.Equal(("0.1", "4", "0.5"), (slider.GetAttribute("min"), slider.GetAttribute("max"), slider.GetAttribute("value")));
        Assert.Contains("4 CPUs and 8 GiB", panel.Find(".limits-intro").TextContent, StringComparison.Ordinal);
        Assert.Equal(["cpu", "memory"], panel.FindAll("usage-cell").Select(c => c.GetAttribute("metric")));
        Assert.True(panel.Find("[data-testid=limits-apply]").HasAttribute("disabled"));
    }

    [Fact]
    public void Slide_AndType_MakeOneCommandOfWhatDiffers()
    {
        var panel = Open();

        panel.Find("[data-option='--cpus'] input[type=range]").Input("1.5");
        Type(panel, "--memory", "256m");
        Type(panel, "--pids-limit", "100");
        panel.Find("#limit-restart").Change("always");

        // The room for swap, 64m, stays: the engine takes no memory above both together.
        Assert.Equal("320m", Value(panel, "--memory-swap"));
        var expected = CommandLine.Parse("docker update --cpus 1.5 --memory 256m --memory-swap 320m --pids-limit 100 --restart always web");
        Assert.Equal(expected, CommandLine.Parse(panel.Find(".command-preview-line").TextContent));
        panel.Find("[data-testid=limits-apply]").Click();

        panel.WaitForAssertion(() => Assert.Equal("Applied.", panel.Find("[data-testid=limits-note]").TextContent));
        Assert.Equal(expected, Engine.Commands.Runs.Single().Command);
    }

    [Fact]
    public void Slide_MemoryToItsEnd_IsTheHostsMemory()
    {
        var panel = Open();

        panel.Find("[data-option='--memory'] input[type=range]").Input(LogScale.Positions.ToString(System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal("8g", Value(panel, "--memory"));
    }

    [Theory]
    [InlineData("--cpus", "5", "Between 0.01 and the host’s 4 CPUs.")]
    [InlineData("--cpus", "0", "Between 0.01 and the host’s 4 CPUs.")]
    [InlineData("--cpus", "many", "many is no value for this.")]
    [InlineData("--cpus", "", "Docker can’t lift this limit")]
    [InlineData("--memory", "5m", "At least 6m.")]
    [InlineData("--memory", "9g", "The host has 8g.")]
    [InlineData("--memory-reservation", "65m", "Not more than memory (64m).")]
    [InlineData("--memory-swap", "63m", "Not less than memory (64m), or -1.")]
    [InlineData("--pids-limit", "0", "A number from 1, or -1.")]
    public void Type_WhatTheEngineWouldRefuse_IsToldInPlainWordsAndNotSent(string option, string typed, string problem)
    {
        var panel = Open();

        Type(panel, option, typed);

        Assert.StartsWith(problem, panel.Find($"[data-option='{option}'] .problem").TextContent, StringComparison.Ordinal);
        Assert.True(panel.Find("[data-testid=limits-apply]").HasAttribute("disabled"));
    }

    [Theory]
    [InlineData("--cpus", "1/2")]
    [InlineData("--memory-swap", "-1")]
    [InlineData("--pids-limit", "-1")]
    [InlineData("--memory-reservation", "32m")]
    public void Type_AnExactValue_IsTaken(string option, string typed)
    {
        var panel = Open();

        Type(panel, option, typed);

        Assert.Empty(panel.FindAll(".problem"));
        Assert.False(panel.Find("[data-testid=limits-apply]").HasAttribute("disabled"));
    }

    [Fact]
    public void Apply_Refused_ShowsTheEnginesWordsAndKeepsWhatWasTyped()
    {
        Engine.Commands.Answers(_ => CommandResult.Failure(new EngineError(EngineErrorKind.Invalid, "Restart policy cannot be updated because AutoRemove is enabled for the container")));
        var panel = Open();
        panel.Find("#limit-restart").Change("always");

        panel.Find("[data-testid=limits-apply]").Click();

        panel.WaitForAssertion(() => Assert.Contains("AutoRemove", panel.Find(".error-notice-message").TextContent, StringComparison.Ordinal));
        Assert.Contains("--restart always", panel.Find(".command-preview-line").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_EngineWarns_IsTold()
    {
        Engine.Commands.Answers(_ => new CommandResult(0, "web\nYour kernel does not support swap limit capabilities\n", ""));
        var panel = Open();
        Type(panel, "--memory", "128m");

        panel.Find("[data-testid=limits-apply]").Click();

        panel.WaitForAssertion(() => Assert.Equal("Applied.\nYour kernel does not support swap limit capabilities", panel.Find("[data-testid=limits-note]").TextContent));
    }

    [Fact]
    public void Update_BySomebodyElse_ShowsAndLeavesWhatIsTyped()
    {
        var panel = Open();
        Type(panel, "--pids-limit", "50");

        panel.Render(p => p.Add(l => l.Details, DetailsBuilder.Details(Container("web")) with { Limits = _limits with { Cpus = new CpuCount(2_000_000_000) } }));

        Assert.Equal(("2", "50"), (Value(panel, "--cpus"), Value(panel, "--pids-limit")));
        Assert.Equal("docker update --pids-limit 50 web", panel.Find(".command-preview-line").TextContent);
    }

    [Fact]
    public void Panel_EngineAway_SaysWhy()
    {
        Engine.Hosts.Error = new EngineError(EngineErrorKind.Unreachable, "away");

        Assert.Equal("away", Open().Find(".error-notice-message").TextContent);
    }

    [Theory]
    [InlineData(Right.View | Right.Operate, false)]
    [InlineData(Right.View | Right.Create, true)]
    public void Tab_IsThereForWhoMayCreate(Right rights, bool offered)
    {
        SignIn(rights);
        Engine.Containers.Load(Engine.Local, Container("web"));

        var page = Render<ContainerPage>(p => p.Add(c => c.Environment, "local").Add(c => c.Container, "web").Add(c => c.Tab, "limits"));

        page.WaitForAssertion(() => Assert.Equal(offered, page.FindAll("[data-testid=limits]").Count == 1));
        Assert.Equal(offered, page.FindAll("[data-testid=tab-limits]").Count == 1);
    }

    private IRenderedComponent<LimitsPanel> Open() => Render<LimitsPanel>(p => p
        .Add(l => l.Actor, Actor).Add(l => l.Engine, Engine.Local).Add(l => l.Details, DetailsBuilder.Details(Container("web")) with { Limits = _limits }));

    private static void Type(IRenderedComponent<LimitsPanel> panel, string option, string text) => panel.Find($"[data-option='{option}'] input[type=text]").Input(text);

    private static string Value(IRenderedComponent<LimitsPanel> panel, string option) => panel.Find($"[data-option='{option}'] input[type=text]").GetAttribute("value") ?? "";
}
