using AngleSharp.Dom;
using Bunit;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Creation;
using Dashboard.Web.Containers.Creation;
using Dashboard.Web.Tests.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using static Dashboard.Testing.ContainerBuilder;

namespace Dashboard.Web.Tests.Containers.Creation;

public sealed class CreatePageTests : DashboardContext
{
    private const string Id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    public CreatePageTests()
    {
        RenderInLayout(_ => { });
        Engine.Containers.Load(Engine.Local, Container("web"));
        Engine.Commands.Answers(_ => new CommandResult(0, Id + "\n", ""));
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Form_Filled_RunsTheRecordAndGoesToTheContainer()
    {
        var page = Open();

        Type(page, "#create-image", "nginx:1.27");
        Type(page, "[id='option--name']", "shop");
        Type(page, Cell("--publish", 0), "8080");
        Type(page, Cell("--publish", 1), "80");
        Type(page, Cell("--env", 0), "COLOUR");
        Type(page, Cell("--env", 1), "dark red");
        On(page, "#create-restart", select => select.Change("unless-stopped"));
        // The order of the options is the printer's affair.
        Assert.Equal(CommandLine.Parse("docker run -d --name shop --restart unless-stopped -e 'COLOUR=dark red' -p 8080:80 nginx:1.27"), CommandLine.Parse(Line(page)));
        Click(page, "[data-testid=create-run]");

        page.WaitForAssertion(() => Assert.EndsWith("/containers/local/shop", Navigation.Uri, StringComparison.Ordinal));
        Assert.Equal(CommandLine.Parse("docker run -d --name shop --restart unless-stopped -e 'COLOUR=dark red' -p 8080:80 nginx:1.27"), Engine.Commands.Runs.Single().Command);
        Assert.Same(Actor, Engine.Commands.Runs.Single().Actor);
    }

    [Fact]
    public void Create_WithoutAName_GoesToTheContainerById()
    {
        var page = Open();
        Type(page, "#create-image", "nginx");

        Click(page, "[data-testid=create-only]");

        page.WaitForAssertion(() => Assert.EndsWith($"/containers/local/{Id[..12]}", Navigation.Uri, StringComparison.Ordinal));
        Assert.Equal(["docker create nginx"], Engine.Commands.Lines);
    }

    [Fact]
    public void Run_WithoutAnImage_IsNotSentAndSaysWhatIsMissing()
    {
        var page = Open();
        Type(page, "[id='option--memory']", "lots");

        Click(page, "[data-testid=create-run]");

        Assert.Equal("Name an image.", page.Find("[data-testid=image-problem]").TextContent);
        Assert.Equal("Missing or wrong: Image, --memory", page.Find("[data-testid=create-note]").TextContent);
        Assert.Empty(Engine.Commands.Runs);
    }

    [Fact]
    public void Paste_ALine_FillsTheForm()
    {
        var page = Open();

        Click(page, "[data-testid=line-edit]");
        Type(page, "[data-testid=line-input]", "$ docker run --name shop -p 127.0.0.1:8080:80/udp -v data:/srv:ro \\\n  -e TOKEN=abc -m 512m --cap-add NET_ADMIN nginx:1.27 nginx -g 'daemon off;'");
        Click(page, "[data-testid=line-done]");

        Assert.Equal(("nginx:1.27", "shop", "nginx -g 'daemon off;'"), (Value(page, "#create-image"), Value(page, "[id='option--name']"), Value(page, "#create-command")));
        Assert.Equal(("127.0.0.1:8080", "80"), (Value(page, Cell("--publish", 0)), Value(page, Cell("--publish", 1))));
        Assert.Equal(("TOKEN", "abc", "password"), (Value(page, Cell("--env", 0)), Value(page, Cell("--env", 1)), page.Find(Cell("--env", 1)).GetAttribute("type")));
        Assert.Contains("1 set", page.Find("[data-testid=group-Isolation]").TextContent, StringComparison.Ordinal);
        Assert.Contains("in the background", page.Find("[data-testid=create-note]").TextContent, StringComparison.Ordinal);
        Assert.Contains("'TOKEN=••••••'", Line(page), StringComparison.Ordinal);
        Assert.Contains("--env TOKEN=abc", page.Find(".create-foot [data-copy]").GetAttribute("data-copy"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docker run --nonsense nginx", "unknown flag: --nonsense")]
    [InlineData("docker run -m lots nginx", "invalid argument \"lots\" for \"-m, --memory\" flag")]
    [InlineData("docker run -e 'A=b", "unclosed single quote")]
    [InlineData("docker stop web", "takes docker run and docker create")]
    [InlineData("docker run nginx | cat", "needs a shell")]
    public void Paste_ALineThatCannotBeRead_SaysWhyAndLosesNothing(string line, string problem)
    {
        var page = Open();
        Type(page, "#create-image", "nginx");
        Click(page, "[data-testid=line-edit]");

        Type(page, "[data-testid=line-input]", line);

        Assert.Contains(problem, page.Find("[data-testid=line-problem]").TextContent, StringComparison.Ordinal);
        Assert.Equal("nginx", Value(page, "#create-image"));
        // The form is not what was meant, so it is not run.
        Click(page, "[data-testid=create-run]");
        Assert.Equal("Missing or wrong: docker command", page.Find("[data-testid=create-note]").TextContent);
        Assert.Empty(Engine.Commands.Runs);
        // Neither a change of the form nor a look away takes the text.
        Type(page, "[id='option--name']", "shop");
        Assert.Equal(line, Value(page, "[data-testid=line-input]"));
        Click(page, "[data-testid=line-done]");
        Click(page, "[data-testid=line-edit]");
        Assert.Equal(line, Value(page, "[data-testid=line-input]"));
    }

    [Fact]
    public void LiveCheck_Findings_StandAtTheirFields()
    {
        Engine.Creation.Findings = command => command.Lifecycle.Name == "web"
            ?
            [
                new(CreationFindingKind.NameTaken, "web", "web"), new(CreationFindingKind.PortTaken, "80/tcp", "other"),
                new(CreationFindingKind.ImageMissing, "nginx:latest"), new(CreationFindingKind.Forbidden, "privileged mode"),
                new(CreationFindingKind.Wrong, "invalid volume specification: 'x'"),
            ]
            : [];
        var page = Open();

        Type(page, "#create-image", "nginx");
        Type(page, "[id='option--name']", "web");

        page.WaitForAssertion(() => Assert.Equal("A container called web exists already.", Problem(page, "--name")));
        Assert.Equal("Port 80/tcp of the server is in use by other.", Problem(page, "--publish"));
        Assert.Equal("invalid volume specification: 'x'", Problem(page, "--volume"));
        Assert.Contains("pulled first", page.Find("[data-testid=image-pulled]").TextContent, StringComparison.Ordinal);
        Assert.Contains("privileged mode", page.Find("[data-testid=create-warning]").TextContent, StringComparison.Ordinal);
        Type(page, "[id='option--name']", "web2");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".problem, [data-testid=create-warning]")));
    }

    [Fact]
    public void Run_Refused_ShowsTheEnginesWordsAtTheFieldAndKeepsTheForm()
    {
        Engine.Commands.Answers(_ => CommandResult.Failure(new EngineError(EngineErrorKind.Conflict, "Conflict. The container name \"/web\" is already in use.")));
        var page = Open();
        Type(page, "#create-image", "nginx");
        Type(page, "[id='option--name']", "web");

        Click(page, "[data-testid=create-run]");

        page.WaitForAssertion(() => Assert.Equal("Conflict. The container name \"/web\" is already in use.", Problem(page, "--name")));
        Assert.Equal("Conflict. The container name \"/web\" is already in use.", page.Find(".error-notice-message").TextContent);
        Assert.Equal("nginx", Value(page, "#create-image"));
        Assert.Empty(page.FindAll("[data-testid=create-retry]"));
        Type(page, "[id='option--name']", "web2");
        Assert.Empty(page.FindAll(".error-notice"));
    }

    [Fact]
    public void Run_MadeButNotStarted_OffersToRemoveItAndTryAgain()
    {
        var tries = 0;
        Engine.Commands.Answers(run => run.Command is RemoveContainers || tries++ > 0
            ? new CommandResult(0, Id + "\n", "")
            : new CommandResult(125, Id + "\n", "docker: …") { Error = new EngineError(EngineErrorKind.Failed, "Bind for 0.0.0.0:80 failed: port is already allocated") });
        var page = Open();
        Type(page, "#create-image", "nginx");
        Click(page, "[data-testid=create-run]");
        page.WaitForAssertion(() => Assert.Contains("port is already allocated", Problem(page, "--publish"), StringComparison.Ordinal));

        // Mended, but what was left behind is still in the way: the offer stays, the words at the field go.
        Type(page, "#create-command", "top");
        Assert.Empty(page.FindAll(".problem"));
        Click(page, "[data-testid=create-retry]");

        page.WaitForAssertion(() => Assert.EndsWith(Id[..12], Navigation.Uri, StringComparison.Ordinal));
        Assert.Equal(["docker run --detach nginx", $"docker rm --force {Id}", "docker run --detach nginx top"], Engine.Commands.Lines);
    }

    [Fact]
    public void Run_WhilePulling_ShowsHowFarItIs()
    {
        var gate = new TaskCompletionSource();
        Engine.Commands.Answers(async (run, token) =>
        {
            run.Progress!.Report(new LayerProgress("a1", "Downloading", 5_000_000, 20_000_000));
            await gate.Task.WaitAsync(token);
            return new CommandResult(0, Id + "\n", "");
        });
        var page = Open();
        Type(page, "#create-image", "nginx:1.27");
        Click(page, "[data-testid=create-run]");

        page.WaitForAssertion(() => Assert.Equal(
            "Pulling nginx:1.27… 0 of 1 layers · 5MB of 20MB", page.Find("[data-testid=pull-status] .pull-text").TextContent));

        gate.SetResult();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=pull-status]")));
    }

    [Fact]
    public void Cancel_WhilePulling_StopsItAndKeepsTheForm()
    {
        Engine.Creation.Findings = _ => [new(CreationFindingKind.ImageMissing, "nginx:latest")];
        var cancelled = false;
        Engine.Commands.Answers(async (_, token) =>
        {
            await using var stop = token.Register(() => cancelled = true);
            await Task.Delay(Timeout.Infinite, token);
            return new CommandResult(0, "", "");
        });
        var page = Open();
        Type(page, "#create-image", "nginx");
        page.WaitForElement("[data-testid=image-pulled]");
        Click(page, "[data-testid=create-run]");
        Assert.Equal("Pulling nginx…", page.WaitForElement("[data-testid=create-progress]").TextContent);

        Click(page, "[data-testid=create-cancel]");

        page.WaitForAssertion(() => Assert.Equal("Cancelled.", page.Find("[data-testid=create-note]").TextContent));
        Assert.True(cancelled);
        Assert.Equal("nginx", Value(page, "#create-image"));
    }

    [Fact]
    public void Options_Searched_AreFoundAndTyped()
    {
        var page = Open();
        Type(page, "#create-image", "nginx");

        Type(page, "[data-testid=option-search]", "--cap-add");
        Type(page, "[data-option='--cap-add'] input", "NET_ADMIN");

        Assert.Equal("docker run --detach --cap-add NET_ADMIN nginx", Line(page));
        Type(page, "[data-testid=option-search]", "zzz");
        Assert.Contains("zzz", page.Find("[data-testid=option-none]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_All_AreReachable()
    {
        var page = Open();
        foreach (var group in page.FindAll(".group-head").Select(g => g.GetAttribute("data-testid")).ToList())
        {
            Click(page, $"[data-testid={group}]");
        }

        var shown = page.FindAll("[data-option]").Select(e => e.GetAttribute("data-option")!).ToList();
        Assert.Equal(new RunDraft().Fields.Select(f => f.Option.Name).Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
        Assert.InRange(shown.Count, 88, 120);
    }

    [Fact]
    public void Duplicate_Container_IsFilledUnderAnotherNameAndSaysWhatIsWithheld()
    {
        Engine.Creation.Describe("web", "docker run -d --name web -e DB_PASSWORD= -p 80:80 nginx", "DB_PASSWORD");

        var page = Open("web");

        page.WaitForAssertion(() => Assert.Equal("Duplicate web", page.Find("h1").TextContent));
        Assert.Equal(("nginx", "web-copy"), (Value(page, "#create-image"), Value(page, "[id='option--name']")));
        Assert.Contains("DB_PASSWORD", page.Find("[data-testid=duplicate-withheld]").TextContent, StringComparison.Ordinal);
        Assert.Equal("withheld: type it", page.Find(Cell("--env", 1)).GetAttribute("placeholder"));
    }

    [Fact]
    public void Duplicate_OfNothing_SaysSoAndShowsAnEmptyForm()
    {
        var page = Open("gone");

        page.WaitForAssertion(() => Assert.Equal("No such container: gone", page.Find(".error-notice-message").TextContent));
        Assert.Equal("", Value(page, "#create-image"));
    }

    [Theory]
    [InlineData(Right.View | Right.Operate, "local")]
    [InlineData(Right.All, "mars")]
    [InlineData(Right.None, "local")]
    public void Page_WithoutTheRightOrTheEngine_OffersNothing(Right rights, string environment)
    {
        SignIn(rights);

        var page = Open(environment: environment);

        page.WaitForElement("[data-testid=create-refused]");
        Assert.Empty(page.FindAll("input"));
    }

    private IRenderedComponent<CreatePage> Open(string? from = null, string environment = "local")
    {
        Navigation.NavigateTo(from is null ? $"/containers/{environment}/-/new" : $"/containers/{environment}/-/new?from={from}");
        return Render<CreatePage>(p => p.Add(c => c.Environment, environment));
    }

    private static void Type(IRenderedComponent<CreatePage> page, string selector, string text) => On(page, selector, field => field.Input(text));

    private static void Click(IRenderedComponent<CreatePage> page, string selector) => On(page, selector, button => button.Click());

    // The check that runs beside may draw the page again at any time: found and used in one go, an element is the one that is there.
    private static void On(IRenderedComponent<CreatePage> page, string selector, Action<IElement> act) =>
        page.InvokeAsync(() => act(page.Find(selector))).GetAwaiter().GetResult();

    private static string Cell(string option, int index) => $"[data-option='{option}'] .row:first-of-type input:nth-of-type({index + 1})";

    private static string Value(IRenderedComponent<CreatePage> page, string selector) => page.Find(selector).GetAttribute("value") ?? "";

    private static string Line(IRenderedComponent<CreatePage> page) => page.Find(".command-preview-line").TextContent;

    private static string Problem(IRenderedComponent<CreatePage> page, string option) => page.Find($"[data-option='{option}'] .problem").TextContent;
}
