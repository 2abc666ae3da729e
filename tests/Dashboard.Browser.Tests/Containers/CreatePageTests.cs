using Dashboard.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Containers;

public sealed class CreatePageTests(BrowserFixture fixture) : IAsyncLifetime
{
    private const string Idle = "sh -c 'trap \"exit 0\" TERM; while :; do sleep 0.1; done'";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var name in (string[])["made", "pasted", "made-copy"])
        {
            await fixture.Engine.DockerAsync(CancellationToken.None, "rm", "-fv", name);
        }
    }

    [Fact]
    public async Task Form_FilledByHand_RunsAndLeadsToTheContainer()
    {
        var token = TestContext.Current.CancellationToken;
        await using var browser = await fixture.OpenAsync("/containers");
        var page = browser.Page;
        await page.GetByTestId("new-container").ClickAsync();

        await page.GetByTestId("create-image").FillAsync(fixture.Engine.BusyboxImage);
        await Expect(page.Locator($"#create-images option[value=\"{fixture.Engine.BusyboxImage}\"]")).ToHaveCountAsync(1);
        await page.GetByLabel("Name --name").PressSequentiallyAsync("made");
        await page.GetByLabel("Port of the server, row 1").FillAsync("0");
        await page.GetByLabel("Port in the container, row 1").PressSequentiallyAsync("80");
        await page.GetByLabel("Name of variable 1").FillAsync("API_TOKEN");
        await page.GetByLabel("Value of variable 1").FillAsync("s3cret");
        await Expect(page.GetByLabel("Value of variable 1")).ToHaveAttributeAsync("type", "password");
        await page.GetByLabel("Name of variable 2").FillAsync("COLOUR");
        await page.GetByLabel("Value of variable 2").FillAsync("dark red");
        await page.GetByTestId("create-command").FillAsync(Idle);

        var line = page.Locator(".create-foot .command-preview-line");
        await Expect(line).ToContainTextAsync("--env 'COLOUR=dark red'");
        await Expect(line).ToContainTextAsync("'API_TOKEN=••••••'");
        await Expect(line).ToContainTextAsync("--publish 0:80");
        await page.GetByTestId("create-command").PressAsync("Control+Enter");

        await page.WaitForURLAsync("**/containers/local/made");
        await Expect(page.Locator("h1")).ToHaveTextAsync("made");
        var made = (await fixture.Engine.DockerAsync(token, "inspect", "-f", "{{.State.Running}} {{json .Config.Env}} {{json .HostConfig.PortBindings}}", "made")).Text;
        Assert.StartsWith("true ", made, StringComparison.Ordinal);
        Assert.Contains("\"API_TOKEN=s3cret\",\"COLOUR=dark red\"", made, StringComparison.Ordinal);
        Assert.Contains("\"80/tcp\"", made, StringComparison.Ordinal);

        // Its page shows the command, masked until asked for; and makes another one like it.
        await Expect(page.GetByTestId("run-line")).ToContainTextAsync("'API_TOKEN=••••••'");
        await page.GetByTestId("run-line-reveal").ClickAsync();
        await Expect(page.GetByTestId("run-line")).ToContainTextAsync("API_TOKEN=s3cret");
        await page.GetByTestId("duplicate").ClickAsync();
        await Expect(page.GetByLabel("Name --name")).ToHaveValueAsync("made-copy");
        await Expect(page.GetByLabel("Value of variable 1")).ToHaveValueAsync("s3cret");
        await page.GetByTestId("create-run").ClickAsync();
        await page.WaitForURLAsync("**/containers/local/made-copy");
        Assert.Equal(
            "true", (await fixture.Engine.DockerAsync(token, "inspect", "-f", "{{.State.Running}}", "made-copy")).Text);
    }

    [Fact]
    public async Task Line_Pasted_FillsTheFormAndTellsOfMistakes()
    {
        var token = TestContext.Current.CancellationToken;
        await fixture.Engine.RunContainerAsync("made", ["-p", "127.0.0.1::80"], ["sleep", "600"], token);
        var port = (await fixture.Engine.DockerAsync(token, "port", "made", "80")).Text.Split(':')[^1];
        await using var browser = await fixture.OpenAsync("/containers/local/-/new");
        var page = browser.Page;

        await page.GetByTestId("line-edit").ClickAsync();
        await page.GetByTestId("line-input").FillAsync($"docker run --nonsense {fixture.Engine.BusyboxImage}");
        await Expect(page.GetByTestId("line-problem")).ToHaveTextAsync("unknown flag: --nonsense");
        await page.GetByTestId("line-input").FillAsync($"docker run --name made -p {port}:80 -m 64m --cap-add NET_ADMIN {fixture.Engine.BusyboxImage} {Idle}");

        await Expect(page.GetByLabel("Memory --memory")).ToHaveValueAsync("64m");
        await Expect(page.GetByTestId("create-command")).ToHaveValueAsync("sh -c 'trap \"exit 0\" TERM; while :; do sleep 0.1; done'");
        await Expect(page.Locator("[data-option='--name'] .problem")).ToHaveTextAsync("A container called made exists already.");
        await Expect(page.Locator("[data-option='--publish'] .problem")).ToHaveTextAsync($"Port {port}/tcp of the server is in use by made.");

        // The engine says the same when it is asked all the same; the form stays.
        await page.GetByTestId("create-run").ClickAsync();
        await Expect(page.Locator(".create-foot .error-notice-message")).ToContainTextAsync("already in use");
        await page.GetByLabel("Name --name").FillAsync("pasted");
        await page.GetByLabel("Port of the server, row 1").FillAsync("0");
        await Expect(page.Locator(".problem")).ToHaveCountAsync(0);
        await page.GetByTestId("create-run").ClickAsync();
        await page.WaitForURLAsync("**/containers/local/pasted");
        Assert.Equal(
            "67108864 [\"CAP_NET_ADMIN\"]",
            (await fixture.Engine.DockerAsync(token, "inspect", "-f", "{{.HostConfig.Memory}} {{json .HostConfig.CapAdd}}", "pasted")).Text);
    }

    [Theory]
    [InlineData("desktop-light-en", 1280, ColorScheme.Light, "en-GB")]
    [InlineData("desktop-dark-ko", 1280, ColorScheme.Dark, "ko-KR")]
    [InlineData("phone-light-ko", 390, ColorScheme.Light, "ko-KR")]
    [InlineData("phone-dark-en", 390, ColorScheme.Dark, "en-GB")]
    public async Task Page_InThisLook_FitsAndIsPictured(string look, int width, ColorScheme scheme, string locale)
    {
        var folder = Environment.GetEnvironmentVariable("DASHBOARD_SCREENSHOTS") ?? Path.Combine(DashboardProgram.RepositoryRoot, "artifacts", "screenshots");
        Directory.CreateDirectory(folder);
        await using var browser = await fixture.OpenAsync(
            "/containers/local/-/new", new() { ViewportSize = new() { Width = width, Height = width == 390 ? 844 : 800 }, ColorScheme = scheme, Locale = locale });
        var page = browser.Page;
        await browser.UntilVisibleAsync("[data-testid=create-image]");
        await PictureAsync("create-empty");

        await page.GetByTestId("line-edit").ClickAsync();
        await page.GetByTestId("line-input").FillAsync("docker run -d --name shop-web -p 8080:80 -p 8443:443 -v shop-data:/data -v /srv/conf:/etc/nginx:ro -e DB_PASSWORD=hunter2 -e SHOP_API=http://api --restart unless-stopped -m 512m --cap-add NET_ADMIN --read-only nginx:1.27");
        await Expect(page.Locator("#option--memory")).ToHaveValueAsync("512m");
        await Expect(page.GetByTestId("image-pulled")).ToBeVisibleAsync();
        await page.GetByTestId("line-done").ClickAsync();
        await PictureAsync("create-filled");
        await page.GetByTestId("group-Isolation").ClickAsync();
        await page.Locator("[data-option='--privileged']").ScrollIntoViewIfNeededAsync();
        await PictureAsync("create-more");

        await page.Locator("#option--memory").FillAsync("lots");
        await page.GetByTestId("line-edit").ClickAsync();
        await page.GetByTestId("line-input").FillAsync("docker run --nonsense nginx");
        await page.GetByTestId("create-run").ClickAsync();
        await page.Locator("#option--memory").ScrollIntoViewIfNeededAsync();
        await PictureAsync("create-error");

        await page.GetByTestId("line-input").FillAsync($"docker run -d --name made -e DB_PASSWORD=hunter2 -p 8080:80 {fixture.Engine.BusyboxImage} /no-such-program");
        await page.GetByTestId("line-done").ClickAsync();
        await page.GetByTestId("create-run").ClickAsync();
        await page.GetByTestId("create-retry").ScrollIntoViewIfNeededAsync();
        await PictureAsync("create-not-started");
        await page.GotoAsync("/containers/local/made");
        await page.GetByTestId("run-line").ScrollIntoViewIfNeededAsync();
        await PictureAsync("container-run-line");
        await page.GotoAsync("/containers");
        await browser.UntilVisibleAsync("tr[data-container=made]");
        await PictureAsync("containers-new");

        async Task PictureAsync(string name)
        {
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{name} is wider than the screen");
            var file = Path.Combine(folder, $"{name}-{look}.png");
            await page.ScreenshotAsync(new() { Path = file });
            Assert.True(new FileInfo(file).Length > 10_000, $"{file} is as good as empty");
        }
    }
}
