using Bunit;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Images;
using Dashboard.Services.Jobs;
using Dashboard.Testing;
using Dashboard.Web.Images;
using Dashboard.Web.Jobs;
using Dashboard.Web.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Images;

public sealed class ImagesPageTests : DashboardContext
{
    private static readonly DateTimeOffset _created = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Render_NoImages_SaysWhatImagesAre()
    {
        var page = Render<ImagesPage>();

        Assert.Contains("An image is what containers are made from", page.Find("[data-testid=images-empty]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Images_ShowNamesSizesAndWhoUsesThem()
    {
        Engine.Images.All =
        [
            Image("1", ["<b>nginx</b>:1.27", "nginx:latest"], new ImageUser("c1", "web", true), new ImageUser("c2", "old", false), new ImageUser("c3", "third", false), new ImageUser("c4", "fourth", false)),
            Image("2", []),
        ];
        Engine.Images.Shared = new Dictionary<string, long> { [Id("1")] = 400 };

        var page = Render<ImagesPage>();

        var rows = page.FindAll("[data-testid=image-row]");
        // Two engines, both with the same two.
        Assert.Equal(4, rows.Count);
        Assert.Contains("<b>nginx</b>:1.27", rows[0].QuerySelector(".name")!.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/images/local/{new string('1', 64)}", rows[0].QuerySelector(".name a")!.GetAttribute("href"));
        Assert.Equal(("1kB", "400B"), (rows[0].QuerySelectorAll(".size")[0].TextContent, rows[0].QuerySelectorAll(".size")[1].TextContent));
        Assert.Equal(["web", "old", "third"], rows[0].QuerySelectorAll(".user").Select(u => u.TextContent));
        Assert.Contains("+1", rows[0].QuerySelector(".users")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("untagged", rows[1].TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nginx:1", "1")]
    [InlineData("REDIS", "2")]
    [InlineData("web", "1")]
    [InlineData("nosuch", "")]
    public void Filter_Typed_LeavesWhatMatches(string filter, string shown)
    {
        Engine.Images.All = [Image("1", ["nginx:1.27"], new ImageUser("c1", "web", true)), Image("2", ["redis:7"])];
        SignIn(new GrantSet([new HeldGrant("", "", Right.All, GrantScope.OnEnvironment("local"), null)]));
        var page = Render<ImagesPage>();

        page.Find("[data-testid=images-filter]").Input(filter);

        Assert.Equal(shown, string.Join(',', page.FindAll("[data-testid=image-row] .id").Select(i => i.TextContent[..1])));
    }

    [Fact]
    public async Task Remove_Several_TellsWhatBlocksEachAndWhatFailed()
    {
        Engine.Images.All = [Image("1", ["nginx:1.27"], new ImageUser("c1", "web", true)), Image("2", ["redis:7", "redis:x"], new ImageUser("c2", "cache", false)), Image("3", [])];
        SignIn(new GrantSet([new HeldGrant("", "", Right.All, GrantScope.OnEnvironment("local"), null)]));
        Engine.Commands.Answers(run => run.Command is RemoveImages { Images: var images } && images.Contains("nginx:1.27")
            ? CommandResult.Failure(new EngineError(EngineErrorKind.Conflict, "image is being used by running container c1"))
            : new CommandResult(0, "", ""));
        var layout = RenderInLayout<ImagesPage>();

        layout.Find("[data-testid=images-select-all]").Change(true);
        // It goes on when the dialog is answered.
        var removing = layout.Find("[data-testid=images-remove]").ClickAsync(new());
        layout.WaitForElement("[data-testid=confirm-ok]");
        var blocks = layout.FindAll("[data-testid=remove-block]").Select(b => b.TextContent).ToList();
        await layout.Find("[data-testid=confirm-ok]").ClickAsync(new());
        await removing;

        layout.WaitForElement("[data-testid=images-outcome]");
        Assert.Equal(["In use by web, which runs: stop and remove it first", "Containers were made from it: cache"], blocks);
        Assert.Equal(["docker rmi nginx:1.27", "docker rmi redis:7 redis:x", $"docker rmi {Id("3")}"], Engine.Commands.Lines);
        Assert.Equal(["nginx:1.27: image is being used by running container c1"], layout.FindAll("[data-testid=images-outcome] li").Select(l => l.TextContent));
    }

    [Fact]
    public void Render_Viewer_IsOfferedNothingThatTheyMayNot()
    {
        SignIn(Right.View);
        Engine.Images.All = [Image("1", ["nginx:1.27"])];

        var page = Render<ImagesPage>();
        page.Find("[data-testid=images-select-all]").Change(true);

        Assert.Empty(page.FindAll("[data-testid=images-pull],[data-testid=images-remove],[data-testid=images-save],[data-testid=images-load]"));
    }

    [Fact]
    public void Image_Page_ShowsLayersSettingsAndContainers()
    {
        Engine.Images.All = [Image("1", ["nginx:1.27"], new ImageUser("c1", "web", true))];
        Engine.Images.Details = image => new ImageDetails(
            image, "linux/arm64", "kim", "", [new("Cmd", "nginx -g 'daemon off;'")], ["A=<b>"],
            [
                new ImageLayer("x", _created, "/bin/sh -c #(nop)  CMD [\"nginx\"]", 0, "", []),
                new ImageLayer("x", _created, "/bin/sh -c echo <i> > /x", 900, "", []),
                new ImageLayer("x", _created, "/bin/sh -c #(nop) ADD file:1 in / ", 100, "", []),
            ]);

        var page = Render<ImagePage>(p => p.Add(x => x.Environment, "local").Add(x => x.Image, new string('1', 64)));

        Assert.Equal(["ADD file:1 in /", "RUN echo <i> > /x", "CMD [\"nginx\"]"], page.FindAll("[data-testid=image-layers] code").Select(c => c.TextContent));
        Assert.Equal(2, page.FindAll(".layer-bar span").Count);
        Assert.Contains("A=<b>", page.Find(".config").TextContent, StringComparison.Ordinal);
        Assert.Equal("/containers/local/web", page.Find(".life-users a").GetAttribute("href"));
    }

    [Fact]
    public void Image_Page_OfNoImage_SaysSo()
    {
        var page = Render<ImagePage>(p => p.Add(x => x.Environment, "local").Add(x => x.Image, "nosuch"));

        Assert.Contains("nosuch", page.Find("[data-testid=image-missing]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_Dialog_BeginsAJobThatThePanelShowsAndStops()
    {
        Engine.Images.All = [Image("1", ["nginx:1.27"])];
        var begun = new TaskCompletionSource();
        Engine.Commands.Answers(async (run, token) =>
        {
            run.Progress!.Report(new LayerProgress("a1b2", "Downloading", 500, 1000));
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            return new CommandResult(0, "", "");
        });
        var layout = RenderInLayout(builder =>
        {
            builder.OpenComponent<JobsPanel>(0);
            builder.CloseComponent();
            builder.OpenComponent<ImagesPage>(1);
            builder.CloseComponent();
        });

        await layout.Find("[data-testid=images-pull]").ClickAsync(new());
        layout.Find("[data-testid=pull-name]").Input("Foo");
        Assert.Contains("must be lowercase", layout.Find(".pull-hint").TextContent, StringComparison.Ordinal);
        layout.Find("[data-testid=pull-name]").Input("redis:7");
        await layout.Find("[data-testid=pull-ok]").ClickAsync(new());
        await begun.Task.WaitAsync(Xunit.TestContext.Current.CancellationToken);

        layout.WaitForAssertion(() => Assert.Contains("500B / 1kB", layout.Find("[data-testid=job] .job-facts").TextContent, StringComparison.Ordinal));
        Assert.Contains("docker pull redis:7", layout.Find("[data-testid=job]").TextContent, StringComparison.Ordinal);
        await layout.Find("[data-testid=job-cancel]").ClickAsync(new());
        // Awaited first: its end stands in this thread's own queue, which nobody else looks at while the pool is busy and this thread waits.
        await Assert.Single(Services.GetRequiredService<IJobs>().SeenBy(Actor)).Completion.WaitAsync(Xunit.TestContext.Current.CancellationToken);
        layout.WaitForAssertion(() => Assert.Equal("Cancelled", layout.Find("[data-testid=job]").GetAttribute("data-state")));
        Assert.Equal(JobState.Cancelled, Assert.Single(Services.GetRequiredService<IJobs>().SeenBy(Actor)).State);
    }

    [Fact]
    public void Jobs_Failed_AreToldInPlainWordsAndTheEnginesOwn()
    {
        Engine.Commands.Answers(_ => CommandResult.Failure(new EngineError(EngineErrorKind.Failed, "toomanyrequests: You have reached your pull rate limit.")));
        Services.GetRequiredService<IJobs>().Start(Actor, Engine.Local, new PullImage { Name = "nginx" }, CommandFiles.None);
        var panel = Render<JobsPanel>();

        panel.WaitForElement("[data-testid=jobs-button]").Click();

        panel.WaitForAssertion(() => Assert.Contains("limits how often it may be asked", panel.Find(".job-error").TextContent, StringComparison.Ordinal));
        Assert.Contains("toomanyrequests", panel.Find(".job-error").TextContent, StringComparison.Ordinal);
    }

    private static string Id(string digit) => $"sha256:{new string(digit[0], 64)}";

    private static ImageSummary Image(string digit, string[] tags, params ImageUser[] users) =>
        new(Id(digit), tags, [], _created, 1000, new Dictionary<string, string>(), users);
}
