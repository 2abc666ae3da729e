using Dashboard.Testing;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Consoles;

/// <summary>Typing in a real browser: completion, history, the palette, and keys.</summary>
public sealed class ConsoleInputTests(BrowserFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Typing_CompletesCommandsFlagsAndLiveNames()
    {
        await fixture.Engine.RunContainerAsync("typed-completed", [], ["sleep", "600"], Token);
        await using var browser = await fixture.OpenAsync("/console");
        var typed = await TypedCommands.OpenAsync(browser);
        var area = typed.Input.Locator("textarea");

        await area.PressSequentiallyAsync("docker sto");
        await Expect(typed.Input.Locator("[role=option]").First).ToContainTextAsync("stop");
        await area.PressAsync("Tab");
        await area.PressSequentiallyAsync("--time");
        await Expect(typed.Input.Locator("[role=option]").First).ToContainTextAsync("Seconds to wait");
        await area.PressAsync("Tab");
        await area.PressSequentiallyAsync("1 typed-compl");
        await Expect(typed.Input.Locator("[role=option][data-kind=container]").First).ToContainTextAsync("typed-completed");
        await area.PressAsync("Tab");
        await Expect(area).ToHaveValueAsync("docker stop --timeout 1 typed-completed ");
        await fixture.Engine.DockerAsync(Token, "rm", "-f", "typed-completed");
    }

    [Fact]
    public async Task History_OfThePerson_IsThereAfterAReload()
    {
        await using var browser = await fixture.OpenAsync("/console");
        var typed = await TypedCommands.OpenAsync(browser);
        await typed.RunAsync("docker volume ls --filter name=remember-this");

        await browser.Page.ReloadAsync();
        typed = await TypedCommands.OpenAsync(browser);
        var area = typed.Input.Locator("textarea");
        await area.FocusAsync();
        await area.PressAsync("Control+r");
        await area.PressSequentiallyAsync("remember");
        await Expect(typed.Input.Locator("[role=option]").First).ToContainTextAsync("remember-this");
        await area.PressAsync("Enter");
        await Expect(area).ToHaveValueAsync("docker volume ls --filter name=remember-this");
    }

    [Fact]
    public async Task Palette_OnAnyPage_RunsALine()
    {
        await using var browser = await fixture.OpenAsync("/containers");
        await browser.UntilVisibleAsync("[data-testid=palette-open]");
        var page = browser.Page;
        await page.Keyboard.PressAsync("Control+k");
        await browser.UntilVisibleAsync("dialog.palette[open] textarea");
        await Expect(page.Locator("dialog.palette textarea")).ToBeFocusedAsync();

        await page.Keyboard.TypeAsync("network ls -q --filter type=custom --filter name=none");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("dialog.palette [data-testid=console-entry]")).ToContainTextAsync("network ls");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("dialog.palette[open]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task CtrlC_WhileALineRuns_StopsItAndThoseBehind()
    {
        await fixture.Engine.RunContainerAsync("typed-waited", [], ["sleep", "600"], Token);
        await using var browser = await fixture.OpenAsync("/console");
        var typed = await TypedCommands.OpenAsync(browser);

        await typed.TypeAsync("docker wait typed-waited\ndocker rm -f typed-waited");
        await browser.UntilVisibleAsync("[data-testid=console-cancel]");
        await typed.Input.Locator("textarea").PressAsync("Control+c");

        await browser.UntilVisibleAsync("[data-testid=console-cancelled]");
        await Expect(typed.Input).ToHaveAttributeAsync("busy", "false");
        Assert.Equal("running", (await fixture.Engine.DockerAsync(Token, "inspect", "-f", "{{.State.Status}}", "typed-waited")).Text);
        await fixture.Engine.DockerAsync(Token, "rm", "-f", "typed-waited");
    }
}
