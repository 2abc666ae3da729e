using Dashboard.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Shell;

/// <summary>
/// Pictures of the pages as people see them. They go to artifacts/screenshots; with <c>DASHBOARD_SCREENSHOTS</c> set to a folder, there:
/// that is how those of the README are made.
/// </summary>
public sealed class ScreenshotTests(BrowserFixture fixture)
{
    private static readonly (string Name, string Path, string Ready)[] Pages =
    [
        ("containers", "/containers", "tr[data-container=shop-web]"),
        ("container", "/containers/local/shop-web", ".overview"),
        ("log", "/containers/local/shop-api/log", "log-view"),
        ("terminal", "/containers/local/shop-web/terminal", "terminal-view .xterm-screen"),
        ("usage", "/containers/local/shop-web/usage", "usage-charts canvas >> nth=0"),
        ("timeline", "/containers/local/shop-web/timeline", ".timeline-item >> nth=0"),
        ("files", "/containers/local/shop-web/files?path=%2Fetc", ".file-row >> nth=0"),
        ("file", "/containers/local/shop-web/files?path=%2Fetc%2Fpasswd", ".file-text"),
        ("processes", "/containers/local/shop-web/processes", ".process-table"),
        ("changes", "/containers/local/shop-web/changes", ".file-changes-note"),
        ("inspect", "/containers/local/shop-web/inspect", ".inspect-json"),
        ("console", "/console", "main console-input textarea"),
        ("learn", "/learn", "main console-input textarea"),
        ("connection", "/connection", "[data-result=socket].good"),
        ("account", "/account", "[data-testid=account-tokens]"),
        ("people", "/people", "[data-testid=users]"),
        ("grants", "/people/grants", "[data-testid=grants]"),
        ("audit", "/audit", ".audit-table tbody tr:first-child td.when"),
    ];

    private static string Folder =>
        Environment.GetEnvironmentVariable("DASHBOARD_SCREENSHOTS") ?? Path.Combine(DashboardProgram.RepositoryRoot, "artifacts", "screenshots");

    [Theory]
    [InlineData("light-en", 1280, ColorScheme.Light, "en-GB")]
    [InlineData("dark-en", 1280, ColorScheme.Dark, "en-GB")]
    [InlineData("dark-ko", 1280, ColorScheme.Dark, "ko-KR")]
    [InlineData("phone-light-ko", 390, ColorScheme.Light, "ko-KR")]
    [InlineData("phone-dark-en", 390, ColorScheme.Dark, "en-GB")]
    public async Task Pages_InThisLook_ArePictured(string look, int width, ColorScheme scheme, string locale)
    {
        await FillAsync(TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Folder);
        foreach (var (name, path, ready) in Pages)
        {
            await using var browser = await fixture.OpenAsync(
                path, new() { ViewportSize = new() { Width = width, Height = width == 390 ? 844 : 760 }, ColorScheme = scheme, Locale = locale });
            await browser.UntilVisibleAsync(ready);
            if (name == "log")
            {
                await Eventually.ThatAsync(async () => await browser.LogLinesAsync() > 40, TimeSpan.FromSeconds(15), "the log is there");
            }

            if (name == "terminal")
            {
                await browser.UntilTerminalShowsAsync("#");
            }

            if (name == "console")
            {
                await FillConsoleAsync(browser);
            }

            var file = Path.Combine(Folder, $"{name}-{look}.png");
            await browser.Page.ScreenshotAsync(new() { Path = file });
            Assert.True(new FileInfo(file).Length > 10_000, $"{file} is as good as empty");
        }
    }

    /// <summary>A console that was used: lists, a mistake, and suggestions under what is being typed.</summary>
    private static async Task FillConsoleAsync(BrowserPage browser)
    {
        var typed = await Consoles.TypedCommands.OpenAsync(browser);
        await typed.RunAsync("docker ps");
        await typed.RunAsync("docker sotp shop-web", exitCode: 1);
        await typed.Input.Locator("textarea").PressSequentiallyAsync("docker stop --timeout 5 shop");
        await browser.UntilVisibleAsync("main console-input [role=option] >> nth=0");
    }

    /// <summary>A small shop, so that the pictures show something; made once.</summary>
    private async Task FillAsync(CancellationToken token)
    {
        if ((await fixture.Engine.DockerAsync(token, "ps", "-aq", "--filter", "name=shop-web")).Text.Length > 0)
        {
            return;
        }

        const string idle = "trap 'exit 0' TERM; while :; do sleep 0.5; done";
        const string chatty = "i=0; while [ $i -lt 60 ]; do i=$((i+1)); case $((i%7)) in 3) printf '\\033[33mWARN\\033[0m  slow query: %d ms\\n' $((i*13));; 5) printf '\\033[31mERROR\\033[0m payment gateway timed out\\n' >&2;; *) printf '\\033[32mINFO\\033[0m  GET /orders/%d 200 in \\033[1m%d ms\\033[0m\\n' $((1000+i)) $((i%23));; esac; done; sleep 600";
        string[] project = ["--label", "com.docker.compose.project=shop"];
        await fixture.Engine.RunContainerAsync("shop-web", [.. project, "-p", "127.0.0.1::80", "-e", "SHOP_API=http://shop-api", "-e", "SESSION_SECRET=x", "-v", "/data", "-m", "256m"], ["sh", "-c", idle], token);
        await fixture.Engine.RunContainerAsync("shop-api", [.. project, "--expose", "9000"], ["sh", "-c", chatty], token);
        await fixture.Engine.RunContainerAsync("shop-db", project, ["sh", "-c", idle], token);
        await fixture.Engine.RunContainerAsync("nightly-backup", [], ["sh", "-c", "exit 3"], token);
        await fixture.Engine.RunContainerAsync("cache", [], ["sh", "-c", idle], token);
        await fixture.Engine.DockerAsync(token, "pause", "cache");
    }
}
