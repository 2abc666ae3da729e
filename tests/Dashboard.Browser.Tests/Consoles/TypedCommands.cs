using Dashboard.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Consoles;

/// <summary>The console page, as somebody who types sees it.</summary>
internal sealed class TypedCommands(BrowserPage browser)
{
    private static readonly LocatorAssertionsToHaveAttributeOptions _patient = new() { Timeout = 30_000 };

    public IPage Page => browser.Page;

    public ILocator Input => Page.Locator("main console-input");

    public ILocator Last => Page.GetByTestId("console-entry").Last;

    public static async Task<TypedCommands> OpenAsync(BrowserPage browser)
    {
        var typed = new TypedCommands(browser);
        await browser.UntilVisibleAsync("main console-input textarea");
        await Expect(typed.Input).ToHaveAttributeAsync("busy", "false");
        return typed;
    }

    /// <summary>Types a line and sends it.</summary>
    public async Task TypeAsync(string text)
    {
        await Input.Locator("textarea").FillAsync(text);
        await Input.Locator("textarea").PressAsync("Escape");
        await Input.Locator("textarea").PressAsync("Enter");
    }

    /// <summary>Types lines, waits until they are done, and gives what the last of them printed.</summary>
    public async Task<string> RunAsync(string text, int exitCode = 0)
    {
        var before = await Page.GetByTestId("console-entry").CountAsync();
        await TypeAsync(text);
        await Expect(Page.GetByTestId("console-entry")).ToHaveCountAsync(before + text.Split('\n').Length, new() { Timeout = 30_000 });
        await Expect(Input).ToHaveAttributeAsync("busy", "false", _patient);
        var shown = await ShownAsync("console-stdout") + await ShownAsync("console-stderr");
        var code = await Last.GetByTestId("console-exit").CountAsync() == 0 ? "0" : (await Last.GetByTestId("console-exit").InnerTextAsync()).Split(' ')[^1];
        Assert.True(code == exitCode.ToString(System.Globalization.CultureInfo.InvariantCulture), $"docker said {code}: {shown}");
        return shown;
    }

    private async Task<string> ShownAsync(string part) =>
        await Last.GetByTestId(part).CountAsync() == 0 ? "" : (await Last.GetByTestId(part).TextContentAsync())!;
}
