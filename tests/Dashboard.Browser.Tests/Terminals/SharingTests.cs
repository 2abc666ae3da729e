using Dashboard.Services.Access;
using Dashboard.Services.People;
using Dashboard.Testing;
using Microsoft.Extensions.DependencyInjection;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Terminals;

/// <summary>Two people in one terminal.</summary>
public sealed class SharingTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Guest_WatchesThenTypesThenLosesTheRight()
    {
        var token = TestContext.Current.CancellationToken;
        await fixture.Engine.RunContainerAsync("shared-shell", [], ["sleep", "600"], token);
        await using var dashboard = await LiveDashboard.StartAsync(fixture.Engine.DockerHost);
        var lee = await dashboard.AddPersonAsync("lee", BuiltInRoles.Developer);
        await using var owner = await fixture.OpenAsync(dashboard, TestBrowser.UserName, "/containers/local/shared-shell/terminal");
        await owner.Page.Locator("terminal-view .xterm").ClickAsync();
        await owner.UntilTerminalShowsAsync("#");
        await owner.Page.Keyboard.TypeAsync("echo before-$((40+2))\n");
        await owner.UntilTerminalShowsAsync("before-42");
        await using var guest = await fixture.OpenAsync(dashboard, "lee", "/terminals", new() { ViewportSize = new() { Width = 800, Height = 700 } });
        await Expect(guest.Page.GetByTestId("terminal-shared")).ToHaveCountAsync(0);

        await owner.Page.Locator(".terminal-people select").SelectOptionAsync("watch");
        await guest.Page.GetByTestId("terminal-shared").ClickAsync();
        await guest.UntilTerminalShowsAsync("before-42");
        await Expect(guest.Page.Locator(".terminal-owner")).ToHaveTextAsync("You watch admin's terminal");
        await Expect(owner.Page.Locator(".terminal-here")).ToHaveTextAsync("lee");
        await guest.Page.Locator("terminal-view .xterm").ClickAsync();
        await guest.Page.Keyboard.TypeAsync("echo refused\n");
        await owner.Page.Locator("terminal-view .xterm").ClickAsync();
        await owner.Page.Keyboard.TypeAsync("echo still-$((1+1))\n");
        await guest.UntilTerminalShowsAsync("still-2");
        Assert.DoesNotContain("refused", await TextAsync(owner), StringComparison.Ordinal);

        await owner.Page.Locator(".terminal-people select").SelectOptionAsync("type");
        await Expect(guest.Page.Locator(".terminal-owner")).ToHaveTextAsync("You are in admin's terminal");
        await guest.Page.Locator("terminal-view .xterm").ClickAsync();
        await guest.Page.Keyboard.TypeAsync("echo typed-$((2+2)); stty size\n");
        await owner.UntilTerminalShowsAsync("typed-4");
        await Eventually.ThatAsync(async () => await ScreenAsync(owner) == await ScreenAsync(guest), TimeSpan.FromSeconds(10), "both have the same screen", token);

        var grants = dashboard.Services.GetRequiredService<GrantStore>();
        Assert.True((await grants.AddAsync(LiveDashboard.Admin, lee, false, BuiltInRoles.Viewer, GrantScope.Everywhere, token)).Succeeded);
        var developer = (await grants.ListAsync(LiveDashboard.Admin, token)).Single(g => g.Role == BuiltInRoles.Developer);
        Assert.True((await grants.RemoveAsync(LiveDashboard.Admin, developer, token)).Succeeded);

        await Expect(owner.Page.Locator(".terminal-here")).ToBeHiddenAsync(new() { Timeout = 2000 });
        await Expect(guest.Page.GetByTestId("terminal-shared")).ToHaveCountAsync(0);
    }

    private static Task<string> TextAsync(BrowserPage browser) => browser.Page.EvalOnSelectorAsync<string>("terminal-view", "e => e.text()");

    private static Task<string> ScreenAsync(BrowserPage browser) => browser.Page.EvalOnSelectorAsync<string>("terminal-view", "e => JSON.stringify(e.screen())");
}
