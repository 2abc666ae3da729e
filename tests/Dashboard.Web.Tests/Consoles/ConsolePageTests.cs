using System.Reflection;
using Bunit;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Consoles;
using Dashboard.Services.Environments;
using Dashboard.Services.Terminals;
using Dashboard.Testing;
using Dashboard.Web.Consoles;
using Dashboard.Web.Tests.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Consoles;

public sealed class ConsolePageTests : DashboardContext
{
    private const string Ps = "CONTAINER ID   IMAGE     NAMES\n0123456789ab   nginx     web\n";
    private readonly FakeHistory _history = new();

    public ConsolePageTests()
    {
        Services.AddScoped<ConsoleSession>();
        Services.AddSingleton<IConsoleHistory>(_history);
        Services.AddSingleton<IConsoleLines, ParsedLines>();
        Services.AddSingleton(DispatchProxy.Create<ITerminals, NoTerminals>());
    }

    [Fact]
    public async Task Submit_ALine_ShowsItsOutputAndKeepsIt()
    {
        Engine.Commands.Answers(_ => new CommandResult(0, "hello <b>world</b>\n", ""));
        var page = Render<ConsolePage>();

        await SubmitAsync(page, "docker logs web");

        Assert.Equal("hello <b>world</b>\n", page.Find("[data-testid=console-stdout]").TextContent);
        Assert.Equal(["docker logs web"], Engine.Commands.Lines);
        Assert.Equal(["docker logs web"], _history.Lines);
    }

    [Fact]
    public async Task Submit_Ps_HasRowsThatLeadToTheirContainers()
    {
        Engine.Commands.Answers(_ => new CommandResult(0, Ps, ""));
        var page = Render<ConsolePage>();

        await SubmitAsync(page, "ps -a");

        Assert.Equal("/containers/local/0123456789ab", page.Find("a.console-row").GetAttribute("href"));
        Assert.Equal(Ps, page.Find("[data-testid=console-stdout]").TextContent);
    }

    [Fact]
    public async Task Submit_SeveralLines_RunsOneAfterTheOtherAndSkipsComments()
    {
        var page = Render<ConsolePage>();

        await SubmitAsync(page, "docker stop web # now\n\n# and then\ndocker rm web\n");

        Assert.Equal(["docker stop web", "docker rm web"], Engine.Commands.Lines);
        Assert.Equal(2, page.FindAll("[data-testid=console-entry]").Count);
    }

    [Theory]
    [InlineData("docker ps\ndocker ps | wc")]
    [InlineData("docker stop web; docker rm web")]
    [InlineData("docker rm 'web")]
    public async Task Submit_AnythingOfAShells_RunsNothingAtAll(string text)
    {
        var page = Render<ConsolePage>();

        await SubmitAsync(page, text);

        Assert.Empty(Engine.Commands.Lines);
        Assert.NotEmpty(page.Find("[data-testid=console-stderr]").TextContent);
        Assert.Contains("125", page.Find("[data-testid=console-exit]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_AWrongLine_ShowsWhatMayHaveBeenMeant()
    {
        var page = Render<ConsolePage>();

        await SubmitAsync(page, "docker sotp web");

        Assert.Contains("unknown command: docker sotp", page.Find("[data-testid=console-stderr]").TextContent, StringComparison.Ordinal);
        Assert.Equal("docker stop web", page.Find("[data-testid=console-meant]").GetAttribute("data-console-put"));
    }

    [Fact]
    public async Task Cancel_OfALineThatRuns_StopsItAndTheRest()
    {
        Engine.Commands.Answers(async (_, stop) =>
        {
            await Task.Delay(Timeout.Infinite, stop);
            return new CommandResult(0, "", "");
        });
        var page = Render<ConsolePage>();
        var running = page.InvokeAsync(() => page.Find("console-input").ChangeAsync(new ChangeEventArgs { Value = "docker wait web\ndocker rm web" }));
        page.WaitForElement("[data-testid=console-cancel]");
        Assert.Equal("true", page.Find("console-input").GetAttribute("busy"));

        await SubmitAsync(page, "\u0003");
        await running;

        page.WaitForElement("[data-testid=console-cancelled]");
        Assert.Equal(["docker wait web"], Engine.Commands.Lines);
    }

    [Fact]
    public async Task Submit_LogsFollowed_OpensTheLogInPlace()
    {
        Engine.Containers.Load(Engine.Local, ContainerBuilder.Container("web"));
        var page = Render<ConsolePage>();

        await SubmitAsync(page, "docker logs -f --tail 100 web");

        Assert.Equal(ContainerBuilder.IdOf("web"), page.Find("log-view").GetAttribute("container"));
        Assert.Empty(Engine.Commands.Lines);
        page.Find("[data-testid=console-close]").Click();
        Assert.Empty(page.FindAll("log-view"));
    }

    [Fact]
    public async Task Palette_ShowsTheLastLineOfTheSameConsole()
    {
        Engine.Commands.Answers(run => new CommandResult(0, run + "\n", ""));
        var page = Render<ConsolePage>();
        var palette = Render<ConsolePalette>();

        await SubmitAsync(page, "docker start web\ndocker stop web\ndocker stop db");

        palette.WaitForAssertion(() => Assert.Equal("docker stop db\n", palette.Find("[data-testid=console-stdout]").TextContent));
        Assert.Single(palette.FindAll("[data-testid=console-entry]"));
    }

    [Fact]
    public async Task Clear_TakesAwayWhatHasEnded()
    {
        var page = Render<ConsolePage>();
        await SubmitAsync(page, "docker stop web");

        await SubmitAsync(page, "\f");

        Assert.Empty(page.FindAll("[data-testid=console-entry]"));
    }

    private static Task SubmitAsync(IRenderedComponent<ConsolePage> page, string text) =>
        page.InvokeAsync(() => page.Find("console-input").ChangeAsync(new ChangeEventArgs { Value = text }));

    private sealed class FakeHistory : IConsoleHistory
    {
        public List<string> Lines { get; } = [];

        public Task AddAsync(Actor actor, DockerEnvironment environment, TypedLine line, CancellationToken cancellationToken)
        {
            Lines.Add(line.Text);
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<string>> SearchAsync(Actor actor, string search, int most, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);
    }

    private sealed class ParsedLines : IConsoleLines
    {
        public Task<ReadLine> ReadAsync(Actor actor, DockerEnvironment environment, TypedLine line, CancellationToken cancellationToken)
        {
            try
            {
                var command = CommandLine.Parse(line.Text);
                return Task.FromResult(new ReadLine { Command = command, View = line.Text.Contains("-f", StringComparison.Ordinal) ? LineView.Log : LineView.Text });
            }
            catch (CommandLineException e)
            {
                return Task.FromResult(new ReadLine { Answer = e.ToResult(), Meant = e.Unknown is null ? null : line.Text.Replace("sotp", "stop", StringComparison.Ordinal) });
            }
        }

        public Task<string?> MeantAsync(Actor actor, DockerEnvironment environment, TypedLine line, CommandResult result, CancellationToken cancellationToken) =>
            Task.FromResult<string?>(null);
    }

    /// <summary>Nothing here opens a terminal.</summary>
    public class NoTerminals : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new NotSupportedException(targetMethod?.Name);
    }
}
