using Dashboard.Testing;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests;

/// <summary>A page and its context; whatever the browser complained about on it fails the test at the end.</summary>
public sealed class BrowserPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _console = [];

    internal BrowserPage(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.PageError += (_, error) => Complain(error);
        page.Console += (_, message) =>
        {
            _console.Enqueue($"{message.Type}: {message.Text}");
            // Chromium reports what the content security policy refused as an error of this wording.
            if (message.Type == "error" && message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
            {
                Complain(message.Text);
            }
        };
    }

    /// <summary>A complaint with these words in it is what the test is about; null: every complaint fails the test.</summary>
    public string? Expected { get; set; }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>The row of the container called <paramref name="name"/>.</summary>
    public ILocator Row(string name) => Page.Locator($"tr[data-container=\"{name}\"]");

    /// <summary>The log view's own count of lines so far.</summary>
    public Task<int> LogLinesAsync() => Page.EvalOnSelectorAsync<int>("log-view", "e => e.lineCount");

    /// <summary>Waits until <paramref name="selector"/> is visible; a failure tells what is there instead.</summary>
    public async Task UntilVisibleAsync(string selector)
    {
        try
        {
            await Page.Locator(selector).WaitForAsync(new() { Timeout = 15_000 });
        }
        catch (TimeoutException e)
        {
            var shown = await Page.Locator("body").InnerTextAsync();
            throw new TimeoutException($"{selector} is not visible at {Page.Url}. The page says:\n{shown}\nThe console said:\n{string.Join('\n', _console)}", e);
        }
    }

    /// <summary>Waits until the terminal's buffer holds <paramref name="text"/>.</summary>
    public Task UntilTerminalShowsAsync(string text) => Eventually.ThatAsync(
        async () => (await Page.EvalOnSelectorAsync<string>("terminal-view", "e => e.text()")).Contains(text, StringComparison.Ordinal),
        TimeSpan.FromSeconds(15),
        $"the terminal shows \"{text}\"");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        lock (_complaints)
        {
            Assert.DoesNotContain(_complaints, c => Expected is null || !c.Contains(Expected, StringComparison.Ordinal));
        }
    }

    private void Complain(string text)
    {
        lock (_complaints)
        {
            _complaints.Add(text);
        }
    }
}
