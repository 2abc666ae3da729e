using Dashboard.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Containers;

/// <summary>What happened to a container, and what is in it: both tabs, as a person goes through them.</summary>
public sealed class StoryTests(BrowserFixture fixture) : IAsyncLifetime
{
    private readonly string _name = $"story-{Guid.NewGuid():N}"[..14];

    public async ValueTask InitializeAsync()
    {
        var token = TestContext.Current.CancellationToken;
        await fixture.Engine.RunContainerAsync(
            _name, [], ["sh", "-c", "mkdir -p /data/sub /data/many; printf '<b>hi</b>\\n' > /data/note.txt; cd /data/many; seq 1 3000 | sed 's/^/f/' | xargs touch; touch /ready; trap 'exit 3' TERM; while :; do sleep 0.1; done"], token);
        await Eventually.ThatAsync(
            async () => (await fixture.Engine.DockerAsync(token, "exec", _name, "test", "-e", "/ready")).ExitCode == 0, TimeSpan.FromSeconds(30), "its files are made");
    }

    public async ValueTask DisposeAsync() => await fixture.Engine.DockerAsync(CancellationToken.None, "rm", "-f", _name);

    [Fact]
    public async Task Tabs_FilesAndTimeline_BrowseUploadDownloadAndTellOfIt()
    {
        var token = TestContext.Current.CancellationToken;
        await using var browser = await fixture.OpenAsync($"/containers/local/{_name}/files?path=%2Fdata");
        var page = browser.Page;
        var rows = page.Locator(".file-row .name > a");
        await Expect(rows.Filter(new() { HasTextString = "note.txt" })).ToBeVisibleAsync(new() { Timeout = 15_000 });

        // By keys: to the file, into it, and back up.
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("note");
        await Expect(rows).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("file-text")).ToHaveTextAsync("<b>hi</b>\n");
        await page.Keyboard.PressAsync("Backspace");
        await Expect(rows).ToHaveCountAsync(3);

        // A folder of many names draws those in sight.
        await rows.Filter(new() { HasTextString = "many" }).ClickAsync();
        await Expect(page.Locator(".file-count")).ToHaveTextAsync("3000 entries");
        await Expect(page.Locator(".file-row").Nth(5)).ToBeVisibleAsync(new() { Timeout = 15_000 });
        Assert.InRange(await page.Locator(".file-row").CountAsync(), 5, 200);
        await page.GoBackAsync();
        await Expect(rows).ToHaveCountAsync(3);

        // Several files at once, with names that need care; what arrived is listed by itself.
        FilePayload[] files =
        [
            new() { Name = "한글 <i>.txt", MimeType = "text/plain", Buffer = "안녕\n"u8.ToArray() },
            new() { Name = new string('n', 200), MimeType = "text/plain", Buffer = new byte[3_000_000] },
        ];
        await page.Locator("file-upload input[type=file]").SetInputFilesAsync(files);
        await Expect(page.Locator(".upload-row[data-state=done]")).ToHaveCountAsync(2, new() { Timeout = 30_000 });
        await Expect(rows.Filter(new() { HasTextString = "한글 <i>.txt" })).ToBeVisibleAsync(new() { Timeout = 15_000 });
        Assert.Equal("안녕", (await fixture.Engine.DockerAsync(token, "exec", _name, "cat", "/data/한글 <i>.txt")).Text);
        Assert.Equal("3000000", (await fixture.Engine.DockerAsync(token, "exec", _name, "stat", "-c", "%s", $"/data/{files[1].Name}")).Text);

        var download = await page.RunAndWaitForDownloadAsync(() =>
            page.Locator(".file-row", new() { HasTextString = "한글" }).Locator("a.download").ClickAsync());
        Assert.Equal("안녕\n", await File.ReadAllTextAsync((await download.PathAsync())!, token));

        // /proc takes no files: the engine's words are shown.
        await page.GetByTestId("files-go").FillAsync("/proc");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".files-way [aria-current=page]")).ToHaveTextAsync("proc");
        await page.Locator("file-upload input[type=file]").SetInputFilesAsync(new FilePayload { Name = "x", MimeType = "text/plain", Buffer = [1] });
        await Expect(page.Locator(".upload-row[data-state]").Last).ToBeVisibleAsync(new() { Timeout = 15_000 });

        // The timeline has who uploaded, and the end of it as it comes.
        await page.GetByTestId("tab-timeline").ClickAsync();
        await Expect(page.Locator("[data-what=ask] .timeline-command", new() { HasTextString = $"docker cp - " }).First).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await fixture.Engine.DockerAsync(token, "stop", _name);
        await Expect(page.Locator("[data-what=die] .timeline-title")).ToHaveTextAsync("Ended with code 3", new() { Timeout = 15_000 });
        await page.GetByTestId("timeline-State").ClickAsync();
        await Expect(page.Locator("[data-what=ask]")).ToHaveCountAsync(0);
        await page.SetViewportSizeAsync(390, 844);
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways");

        // Stopped, its files are there all the same.
        await page.GetByTestId("tab-files").ClickAsync();
        await page.GetByTestId("files-go").FillAsync("/data");
        await page.GetByTestId("files-go").PressAsync("Enter");
        await Expect(rows.Filter(new() { HasTextString = "note.txt" })).ToBeVisibleAsync(new() { Timeout = 15_000 });
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways");
    }
}
