using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Shell;

/// <summary>What is typed into a filter while the server's answers to the first letters are still on their way.</summary>
public sealed class FilterInputTests(BrowserFixture fixture)
{
    private const string Typed = "something-not-there";

    [Theory]
    [InlineData("/containers")]
    [InlineData("/images")]
    [InlineData("/audit")]
    public async Task Typing_AnswersComeLate_LosesNoLetter(string path)
    {
        await fixture.Engine.RunContainerAsync($"filter{path.Replace('/', '-')}", [], ["sleep", "600"], TestContext.Current.CancellationToken);
        await using var browser = await fixture.OpenAsync(path);
        await LaggingSocket.OnAsync(browser.Page, "**/_blazor**", TimeSpan.FromMilliseconds(250));
        await browser.Page.ReloadAsync();
        // Whoever comes to a page begins at its heading.
        await Expect(browser.Page.Locator("h1")).ToBeFocusedAsync();
        var input = browser.Page.Locator("[data-filter-input]");

        // Each letter comes between the answers to those before it.
        await input.PressSequentiallyAsync(Typed, new() { Delay = 60 });

        await Expect(input).ToHaveValueAsync(Typed);
        await Expect(browser.Page.Locator("main")).ToContainTextAsync(path == "/images" ? "No image fits" : "Nothing matches");
        await Expect(input).ToHaveValueAsync(Typed);
    }
}
