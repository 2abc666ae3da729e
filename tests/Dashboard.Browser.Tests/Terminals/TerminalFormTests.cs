using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Terminals;

public sealed class TerminalFormTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Form_UserFolderAndVariable_OpensANewSessionAndIsRemembered()
    {
        var token = TestContext.Current.CancellationToken;
        await fixture.Engine.RunContainerAsync("shell-form", [], ["sleep", "600"], token);
        await using var browser = await fixture.OpenAsync("/containers/local/shell-form/terminal");
        var page = browser.Page;
        await page.Locator("terminal-view .xterm").ClickAsync();
        await browser.UntilTerminalShowsAsync("#");

        await page.GetByTestId("terminal-new").ClickAsync();
        await page.Locator("input[name=command]").FillAsync("sh");
        await page.Locator("input[name=user]").FillAsync("65534");
        await page.Locator("input[name=folder]").FillAsync("/tmp");
        await page.Locator("textarea[name=env]").FillAsync("GREETING=good day");
        await page.GetByTestId("terminal-form-open").ClickAsync();
        await browser.UntilTerminalShowsAsync("/tmp $");
        await page.Locator("terminal-view .xterm").ClickAsync();
        await page.Keyboard.TypeAsync("echo \"$GREETING $(id -u)\"\n");
        await browser.UntilTerminalShowsAsync("good day 65534");

        // Another tab has no session to come back to, and opens one as it was chosen; variables are not kept.
        var second = await page.Context.NewPageAsync();
        await second.GotoAsync(page.Url);
        await Expect(second.GetByTestId("terminal-new")).ToContainTextAsync("sh · 65534 · /tmp");
        await second.WaitForFunctionAsync("() => document.querySelector('terminal-view')?.text?.().includes('/tmp $')");
        await second.Locator("terminal-view .xterm").ClickAsync();
        await second.Keyboard.TypeAsync("echo \"[$GREETING] $(id -u)\"\n");
        await second.WaitForFunctionAsync("() => document.querySelector('terminal-view').text().includes('[] 65534')");
    }

    [Fact]
    public async Task Ime_ComposedHangul_ArrivesOnceAndWhole()
    {
        var token = TestContext.Current.CancellationToken;
        await fixture.Engine.RunContainerAsync("shell-ime", [], ["sleep", "600"], token);
        await using var browser = await fixture.OpenAsync("/containers/local/shell-ime/terminal");
        var page = browser.Page;
        await page.Locator("terminal-view .xterm").ClickAsync();
        await browser.UntilTerminalShowsAsync("#");
        await page.Keyboard.TypeAsync("cat | od -An -tx1\n");
        await browser.UntilTerminalShowsAsync("od -An");
        var devtools = await page.Context.NewCDPSessionAsync(page);

        // As an input method does: a syllable grows, is put in, and the next one begins.
        foreach (var (steps, whole) in ((string[], string)[])[(["ㅎ", "하", "한"], "한"), (["ㄱ", "그", "글"], "글")])
        {
            foreach (var step in steps)
            {
                await devtools.SendAsync("Input.imeSetComposition", new() { ["text"] = step, ["selectionStart"] = 1, ["selectionEnd"] = 1 });
            }

            await devtools.SendAsync("Input.insertText", new() { ["text"] = whole });
        }

        await Expect(page.Locator("terminal-view .composition-view")).Not.ToHaveClassAsync(new System.Text.RegularExpressions.Regex("active"));
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Control+D");

        await browser.UntilTerminalShowsAsync("ed 95 9c ea b8 80 0a");
    }
}
