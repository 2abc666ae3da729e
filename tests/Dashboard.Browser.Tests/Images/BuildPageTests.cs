using Dashboard.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Images;

/// <summary>Images built in a browser, on a real engine.</summary>
public sealed class BuildPageTests(BrowserFixture fixture) : IAsyncLifetime
{
    private const string Url = "/images/local/-/build";

    private static readonly LocatorAssertionsToHaveAttributeOptions _patience = new() { Timeout = 60_000 };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Base => fixture.Engine.BusyboxImage;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await fixture.Engine.DockerAsync(CancellationToken.None, "rmi", "-f", "browser-built:1", "browser-folder:1");
    }

    [Fact]
    public async Task Dockerfile_Written_IsBuiltStepByStepAndKept()
    {
        await using var browser = await fixture.OpenAsync("/images");
        var page = browser.Page;
        await page.GetByTestId("images-build").ClickAsync();
        await page.WaitForURLAsync($"**{Url}");
        await WriteAsync(page, $"ARG WORD=none\nFROM {Base} AS base\nARG WORD\nRUN echo said $WORD | tee /word\nFROM base AS last\nRUN cat /word\n");
        await page.GetByTestId("build-tags").FillAsync("browser-built:1");
        await page.GetByTestId("build-args-add").ClickAsync();
        await Expect(page.GetByTestId("build-args").Locator("input").First).ToHaveValueAsync("WORD");
        await page.GetByTestId("build-args").Locator("input").Nth(1).FillAsync("hello");
        await Expect(page.Locator("#build-stages option")).ToHaveCountAsync(2);
        await Expect(page.Locator(".build-go .command-preview-line")).ToHaveTextAsync("docker build --build-arg WORD=hello --tag browser-built:1 -");

        await page.GetByTestId("build-start").ClickAsync();

        await Expect(page.GetByTestId("build-output")).ToHaveAttributeAsync("data-state", "Succeeded", _patience);
        await Expect(page.GetByTestId("build-step")).ToHaveCountAsync(6);
        await Expect(page.GetByTestId("build-output")).ToContainTextAsync("said hello");
        Assert.Equal("said hello", (await fixture.Engine.DockerAsync(Stop, "run", "--rm", "browser-built:1", "cat", "/word")).EnsureSuccess().Text);

        // The address is that of the build: a refresh shows it again, and the same once more comes from the cache.
        await page.ReloadAsync();
        await Expect(page.GetByTestId("build-output")).ToHaveAttributeAsync("data-state", "Succeeded", _patience);
        await page.GetByTestId("build-again").ClickAsync();
        await Expect(page.GetByTestId("build-tags")).ToHaveValueAsync("browser-built:1");
        await Expect(page.Locator("dockerfile-editor .cm-content")).ToContainTextAsync("RUN cat /word");
        var first = page.Url;
        await page.GetByTestId("build-start").ClickAsync();
        await page.WaitForURLAsync(u => u != first);
        await Expect(page.GetByTestId("build-output")).ToHaveAttributeAsync("data-state", "Succeeded", _patience);
        await Expect(page.Locator("[data-testid=build-step] .cached").First).ToBeVisibleAsync();
        await page.GetByTestId("build-image").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("browser-built:1");
    }

    [Fact]
    public async Task Folder_Chosen_IsBuiltWithoutWhatItsIgnoreFileLeavesOut()
    {
        using var temporary = new TemporaryFolder("shop");
        var folder = temporary.At("shop");
        foreach (var (path, text) in new Dictionary<string, string>
        {
            ["Dockerfile"] = $"FROM {Base}\nCOPY . /ctx\n",
            [".dockerignore"] = "node_modules\n*.md\n",
            ["readme.md"] = "left out",
            ["src/run.sh"] = "#!/bin/sh\necho ran\n",
            ["node_modules/m/index.js"] = "left out",
            ["가.txt"] = "kept",
        })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
            await File.WriteAllTextAsync(Path.Combine(folder, path), text, Stop);
        }

        await using var browser = await fixture.OpenAsync(Url);
        var page = browser.Page;
        await page.GetByTestId("build-Files").ClickAsync();
        await Expect(page.GetByTestId("build-start")).ToBeDisabledAsync();
        await page.Locator("context-upload input[webkitdirectory]").SetInputFilesAsync(folder);
        await Expect(page.GetByTestId("build-arrived")).ToContainTextAsync("shop");
        await Expect(page.GetByTestId("build-arrived")).ToContainTextAsync("4 files");
        await Expect(page.Locator("dockerfile-editor .cm-content")).ToContainTextAsync("COPY . /ctx");
        await page.GetByTestId("build-tags").FillAsync("browser-folder:1");
        await page.GetByTestId("build-start").ClickAsync();

        await Expect(page.GetByTestId("build-output")).ToHaveAttributeAsync("data-state", "Succeeded", _patience);
        Assert.Equal(
            "/ctx/.dockerignore /ctx/Dockerfile /ctx/src/run.sh /ctx/가.txt ran",
            (await fixture.Engine.DockerAsync(Stop, "run", "--rm", "browser-folder:1", "sh", "-c", "echo $(find /ctx -type f | sort) $(/ctx/src/run.sh)")).EnsureSuccess().Text);

        // What is changed here is what is built, from the same files.
        await WriteAsync(page, $"FROM {Base}\nCOPY src /only\n");
        await page.GetByTestId("build-start").ClickAsync();
        await Eventually.ThatAsync(
            async () => (await fixture.Engine.DockerAsync(Stop, "run", "--rm", "browser-folder:1", "sh", "-c", "ls /only")).Text == "run.sh",
            TimeSpan.FromSeconds(60), "the changed Dockerfile was built", Stop);
    }

    [Fact]
    public async Task Mistakes_WhileTyping_AreToldWithTheirLines()
    {
        await using var browser = await fixture.OpenAsync(Url);
        var page = browser.Page;

        await WriteAsync(page, "FROM alpine\nRUUN true\nENV DB_PASSWORD=x\n");

        await Expect(page.Locator("[data-testid=build-findings] li")).ToHaveCountAsync(3);
        await Expect(page.Locator("[data-rule=Unknown]")).ToContainTextAsync("There is no instruction RUUN.");
        await Expect(page.Locator("[data-rule=SecretEnv]")).ToContainTextAsync("DB_PASSWORD looks like a secret.");
        await Expect(page.Locator("dockerfile-editor .cm-lintRange-error")).ToHaveTextAsync("RUUN true");
        await Expect(page.Locator("dockerfile-editor .tok-keyword").First).ToHaveTextAsync("FROM");
    }

    [Fact]
    public async Task Failure_OfAStep_IsShownThere()
    {
        await using var browser = await fixture.OpenAsync(Url);
        var page = browser.Page;
        await WriteAsync(page, $"FROM {Base}\nRUN echo before; sleep 1; exit 7\n");
        await page.GetByTestId("build-start").ClickAsync();

        await Expect(page.GetByTestId("build-output")).ToHaveAttributeAsync("data-state", "Failed", _patience);
        await Expect(page.Locator("[data-testid=build-step].failed pre")).ToContainTextAsync("returned a non-zero code: 7");
        await Expect(page.Locator("[data-testid=build-step].failed pre")).ToContainTextAsync("before");
    }

    [Fact]
    public async Task Cancel_StopsTheEnginesWork_AndABuildOutlivesItsPage()
    {
        await using var browser = await fixture.OpenAsync(Url);
        var page = browser.Page;
        await WriteAsync(page, $"FROM {Base}\nLABEL mark=browser-cancelled\nRUN echo begun; sleep 600\n");
        await page.GetByTestId("build-start").ClickAsync();
        await Expect(page.GetByTestId("build-output")).ToContainTextAsync("begun", new() { Timeout = 60_000 });

        await page.GotoAsync("/containers");
        await page.GotoAsync(Url);
        await page.GetByTestId("build-past").First.ClickAsync();
        await Expect(page.GetByTestId("build-output")).ToHaveAttributeAsync("data-state", "Running", _patience);
        await page.GetByTestId("build-cancel").ClickAsync();

        await Expect(page.GetByTestId("build-output")).ToHaveAttributeAsync("data-state", "Cancelled", _patience);
        await Eventually.ThatAsync(
            async () => (await fixture.Engine.DockerAsync(Stop, "ps", "-q", "--filter", "label=mark=browser-cancelled")).Text.Length == 0,
            TimeSpan.FromSeconds(30), "the build's container has ended", Stop);
    }

    [Fact]
    public async Task Git_AddressOfThisNetwork_IsRefusedInPlainWords()
    {
        await using var browser = await fixture.OpenAsync(Url);
        var page = browser.Page;
        await page.GetByTestId("build-Git").ClickAsync();
        await page.GetByTestId("build-git").FillAsync("git@github.com:a/b.git");
        await Expect(page.Locator(".build-form .wrong")).ToContainTextAsync("over https only");
        await Expect(page.GetByTestId("build-start")).ToBeDisabledAsync();
        await page.GetByTestId("build-git").FillAsync("https://127.0.0.1/a/b.git#main");
        await page.GetByTestId("build-start").ClickAsync();

        await Expect(page.GetByTestId("build-output")).ToHaveAttributeAsync("data-state", "Failed", _patience);
        await Expect(page.GetByTestId("build-output")).ToContainTextAsync("127.0.0.1: an address of this network");
    }

    [Theory]
    [InlineData("light-en", 1440, ColorScheme.Light, "en-GB")]
    [InlineData("dark-ko", 1440, ColorScheme.Dark, "ko-KR")]
    [InlineData("phone-light-ko", 390, ColorScheme.Light, "ko-KR")]
    [InlineData("phone-dark-en", 390, ColorScheme.Dark, "en-GB")]
    public async Task Page_InThisLook_FitsItsScreen(string look, int width, ColorScheme scheme, string locale)
    {
        await using var browser = await fixture.OpenAsync(
            Url, new() { ViewportSize = new() { Width = width, Height = width == 390 ? 844 : 900 }, ColorScheme = scheme, Locale = locale });
        var page = browser.Page;
        await browser.UntilVisibleAsync("dockerfile-editor .cm-content");
        await Pictures.TakeAsync(page, $"build-empty-{look}");
        await WriteAsync(page, $"# what runs the shop\nFROM {Base} AS build\nARG VERSION=1.0\nRUN echo compiling $VERSION && sleep 1 && echo done\nFROM {Base}\nENV API_TOKEN=x\nCOPY --from=build /bin/busybox /shop\nRUN echo '{look}' > /look\nCMD [\"/shop\"]\n");
        await page.GetByTestId("build-tags").FillAsync("browser-built:1");
        await page.GetByTestId("build-start").ClickAsync();
        await Expect(page.GetByTestId("build-output")).ToHaveAttributeAsync("data-state", "Succeeded", _patience);

        await Pictures.TakeAsync(page, $"build-full-{look}");

        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "Nothing is cut off at the side.");
    }

    private static async Task WriteAsync(IPage page, string text)
    {
        await page.Locator("dockerfile-editor .cm-content").ClickAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.InsertTextAsync(text);
        await Expect(page.Locator("dockerfile-editor")).ToHaveJSPropertyAsync("value", text);
    }
}
