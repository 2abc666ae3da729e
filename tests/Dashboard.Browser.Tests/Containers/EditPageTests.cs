using Dashboard.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Containers;

public sealed class EditPageTests(BrowserFixture fixture) : IAsyncLifetime
{
    private const string Name = "edited";

    // A container is stopped and another one started, and watched for a while.
    private const int Slow = 60_000;

    private static readonly string[] _command = ["sh", "-c", "trap 'exit 0' TERM; while :; do sleep 0.1; done"];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await fixture.Engine.DockerAsync(CancellationToken.None, "rm", "-fv", Name);
        await fixture.Engine.DockerAsync(CancellationToken.None, "rmi", "-f", $"{Name}:kept");
    }

    [Fact]
    public async Task Container_LimitedEditedProtectedAndRemoved_IsWhatThePageSays()
    {
        var token = TestContext.Current.CancellationToken;
        await fixture.Engine.RunContainerAsync(Name, ["-e", "DB_PASSWORD=hunter2", "-m", "64m"], _command, token);
        await using var browser = await fixture.OpenAsync($"/containers/local/{Name}");
        var page = browser.Page;

        // The page's docker run follows what anybody updates.
        await Expect(page.GetByTestId("run-line")).ToContainTextAsync("--memory 64m");
        (await fixture.Engine.DockerAsync(token, "update", "--memory", "80m", "--memory-swap", "160m", Name)).EnsureSuccess();
        await Expect(page.GetByTestId("run-line")).ToContainTextAsync("--memory 80m");

        // Limits.
        await page.GetByTestId("tab-limits").ClickAsync();
        await Expect(page.Locator("[id='limit--memory']")).ToHaveValueAsync("80m");
        await page.Locator("[id='limit--memory']").FillAsync("96m");
        await page.Locator("[data-option='--cpus'] input[type=range]").FillAsync("1");
        await Expect(page.Locator(".limits .command-preview-line")).ToContainTextAsync("--memory-swap 176m");
        await page.GetByTestId("limits-apply").ClickAsync();
        await Expect(page.GetByTestId("limits-note")).ToContainTextAsync("Applied.");
        Assert.Equal($"{96 << 20} {176 << 20} 1000000000", await AskAsync("{{.HostConfig.Memory}} {{.HostConfig.MemorySwap}} {{.HostConfig.NanoCpus}}", token));
        await page.GetByTestId("tab-overview").ClickAsync();
        await Expect(page.GetByTestId("run-line")).ToContainTextAsync("--memory 96m");

        // Edited; what fails is taken back.
        await page.GetByTestId("edit").ClickAsync();
        await Expect(page.GetByTestId("edit-kept")).ToContainTextAsync("DB_PASSWORD");
        await page.GetByLabel("Name of variable 2").FillAsync("COLOUR");
        await page.GetByLabel("Value of variable 2").FillAsync("red");
        await page.GetByTestId("create-command").FillAsync("sh -c 'exit 3'");
        await page.GetByTestId("edit-review").ClickAsync();
        await Expect(page.Locator("[data-change='--env'] .after")).ToContainTextAsync("COLOUR=red");
        await page.GetByTestId("edit-confirm").ClickAsync();
        await Expect(page.Locator(".create-foot .error-notice-message")).ToContainTextAsync($"exit code 3. {Name} is as it was.", new() { Timeout = Slow });
        await page.GetByTestId("create-command").FillAsync("sh -c \"trap 'exit 0' TERM; while :; do sleep 0.2; done\"");
        await page.GetByTestId("edit-review").ClickAsync();
        await page.GetByTestId("edit-confirm").ClickAsync();
        await page.WaitForURLAsync($"**/containers/local/{Name}", new() { Timeout = Slow });
        var edited = await AskAsync("{{.State.Running}} {{json .Config.Env}}", token);
        Assert.True(
            edited.StartsWith("true ", StringComparison.Ordinal) && edited.Contains("\"DB_PASSWORD=hunter2\"", StringComparison.Ordinal) && edited.Contains("\"COLOUR=red\"", StringComparison.Ordinal), edited);

        // Protected, and lifted.
        await page.GetByTestId("protect").ClickAsync();
        await Expect(page.GetByTestId("protection-sign")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove" })).ToBeDisabledAsync();
        await page.GetByTestId("unprotect").ClickAsync();
        await page.GetByTestId("confirm-type").FillAsync(Name);
        await page.GetByTestId("confirm-ok").ClickAsync();
        await Expect(page.GetByTestId("protection-sign")).ToHaveCountAsync(0);

        // Removed, with its files kept as an image.
        (await fixture.Engine.DockerAsync(token, "exec", Name, "sh", "-c", "echo x > /changed-file")).EnsureSuccess();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await page.GetByTestId("remove-keep").CheckAsync();
        await page.GetByTestId("confirm-ok").ClickAsync();
        await Expect(page.Locator(".mud-alert", new() { HasText = "removed" }).First).ToBeVisibleAsync(new() { Timeout = Slow });
        Assert.Equal("x", (await fixture.Engine.DockerAsync(token, "run", "--rm", $"{Name}:kept", "cat", "/changed-file")).Text);
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
        await fixture.Engine.RunContainerAsync(
            Name, ["-e", "DB_PASSWORD=hunter2", "-e", "COLOUR=red", "-m", "64m", "-p", "127.0.0.1::80", "--label", "com.docker.compose.project=shop"], _command, TestContext.Current.CancellationToken);
        (await fixture.Engine.DockerAsync(TestContext.Current.CancellationToken, "exec", Name, "sh", "-c", "echo x > /etc/changed; echo y > /other")).EnsureSuccess();
        await using var browser = await fixture.OpenAsync(
            $"/containers/local/{Name}/limits", new() { ViewportSize = new() { Width = width, Height = width == 390 ? 844 : 800 }, ColorScheme = scheme, Locale = locale });
        var page = browser.Page;
        await browser.UntilVisibleAsync("[data-testid=limits]");
        await Expect(page.Locator("usage-cell[metric=memory]")).ToContainTextAsync("B");
        await PictureAsync("limits");
        await page.Locator("[id='limit--memory']").FillAsync("256m");
        await page.Locator("[data-option='--cpus'] input[type=range]").FillAsync("0.5");
        await page.Locator("[id='limit--pids-limit']").FillAsync("0");
        await PictureAsync("limits-changed");

        await page.GotoAsync($"/containers/local/{Name}/edit");
        await browser.UntilVisibleAsync("[data-testid=edit-note]");
        await PictureAsync("edit");
        await page.Locator("#option--memory").FillAsync("512m");
        await page.Locator("[data-option='--env'] input[type=password]").FillAsync("other");
        await page.Locator("#create-restart").SelectOptionAsync("always");
        await page.GetByTestId("create-command").FillAsync("sh -c 'exit 3'");
        await page.GetByTestId("edit-review").ClickAsync();
        await browser.UntilVisibleAsync("[data-testid=changes]");
        await PictureAsync("edit-review");
        await page.GetByTestId("edit-confirm").ClickAsync();
        await Expect(page.Locator(".create-foot .error-notice")).ToBeVisibleAsync(new() { Timeout = Slow });
        await PictureAsync("edit-failed");

        await page.GotoAsync($"/containers/local/{Name}");
        await page.GetByTestId("protect").ClickAsync();
        await browser.UntilVisibleAsync("[data-testid=protection-sign]");
        await PictureAsync("protected");
        await page.GotoAsync("/containers");
        await browser.UntilVisibleAsync($"tr[data-container={Name}] [data-testid=protection-sign]");
        await PictureAsync("containers-protected");
        await page.GotoAsync($"/containers/local/{Name}");
        await page.GetByTestId("unprotect").ClickAsync();
        await browser.UntilVisibleAsync("[data-testid=confirm-type]");
        await PictureAsync("protected-lift");
        await page.GetByTestId("confirm-type").FillAsync(Name);
        await page.GetByTestId("confirm-ok").ClickAsync();
        await Expect(page.GetByTestId("protection-sign")).ToHaveCountAsync(0);
        await page.Locator(".container-actions .mud-button-outlined-error").ClickAsync();
        await page.GetByTestId("remove-keep").CheckAsync();
        await PictureAsync("remove");

        async Task PictureAsync(string name)
        {
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{name} is wider than the screen");
            var file = Path.Combine(folder, $"{name}-{look}.png");
            await page.ScreenshotAsync(new() { Path = file });
            Assert.True(new FileInfo(file).Length > 10_000, $"{file} is as good as empty");
        }
    }

    private async Task<string> AskAsync(string format, CancellationToken token) => (await fixture.Engine.DockerAsync(token, "inspect", "-f", format, Name)).EnsureSuccess().Text;
}
