using Dashboard.Services.Access;
using Dashboard.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Terminals;

/// <summary>Pictures of shared and recorded terminals, to be looked at.</summary>
public sealed class TerminalPicturesTests(BrowserFixture fixture)
{
    [Theory]
    [InlineData("light-en", 1280, ColorScheme.Light, "en-GB")]
    [InlineData("dark-ko", 1280, ColorScheme.Dark, "ko-KR")]
    [InlineData("phone-light-ko", 390, ColorScheme.Light, "ko-KR")]
    [InlineData("phone-dark-en", 390, ColorScheme.Dark, "en-GB")]
    public async Task Terminals_SharedAndRecorded_FitAndArePictured(string look, int width, ColorScheme scheme, string locale)
    {
        var token = TestContext.Current.CancellationToken;
        var container = $"pictured-{look}";
        await fixture.Engine.RunContainerAsync(container, [], ["sleep", "600"], token);
        await using var dashboard = await LiveDashboard.StartAsync(fixture.Engine.DockerHost, new Dictionary<string, string> { ["Dashboard:Recordings:Mode"] = "On" });
        await dashboard.AddPersonAsync("lee", BuiltInRoles.Developer);
        await using var owner = await fixture.OpenAsync(dashboard, TestBrowser.UserName, "/recordings", Look());
        await owner.UntilVisibleAsync("[data-testid=recordings-empty]");
        await Pictures.TakeAsync(owner.Page, $"recordings-empty-{look}");

        await owner.Page.GotoAsync($"/containers/local/{container}/terminal");
        await owner.Page.Locator("terminal-view .xterm").ClickAsync();
        await owner.UntilTerminalShowsAsync("#");
        await owner.Page.Keyboard.TypeAsync("ls -la /; printf '\\033[32m%s\\033[0m\\n' ready\n");
        await owner.UntilTerminalShowsAsync("\nready");
        await owner.Page.Locator(".terminal-people select").SelectOptionAsync("watch");
        await using var guest = await fixture.OpenAsync(dashboard, "lee", "/terminals", Look());
        await guest.Page.GetByTestId("terminal-shared").ClickAsync();
        await guest.UntilTerminalShowsAsync("\nready");
        await Expect(owner.Page.Locator(".terminal-here")).ToHaveTextAsync("lee");
        await Pictures.TakeAsync(guest.Page, $"terminal-guest-{look}");
        await Pictures.TakeAsync(owner.Page, $"terminal-shared-{look}");

        await owner.Page.Locator("terminal-view [data-action=end]").ClickAsync();
        await owner.Page.GotoAsync("/recordings");
        await Expect(owner.Page.GetByTestId("recording-row")).ToHaveCountAsync(1);
        await Pictures.TakeAsync(owner.Page, $"recordings-{look}");
        await owner.Page.GetByTestId("recording-row").Locator("a").ClickAsync();
        await Expect(owner.Page.Locator("recording-player .player-time")).ToBeVisibleAsync();
        await owner.Page.Locator("recording-player").PressAsync("End");
        await Eventually.ThatAsync(
            () => owner.Page.EvalOnSelectorAsync<bool>("recording-player", "e => e.isSettled && e.text().includes('ready')"), TimeSpan.FromSeconds(10), "the end is shown", token);
        await Pictures.TakeAsync(owner.Page, $"recording-{look}");

        BrowserNewContextOptions Look() => new() { ViewportSize = new() { Width = width, Height = width == 390 ? 844 : 760 }, ColorScheme = scheme, Locale = locale };
    }
}
