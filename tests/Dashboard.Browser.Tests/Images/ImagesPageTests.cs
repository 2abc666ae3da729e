using System.Text.RegularExpressions;
using Dashboard.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Images;

/// <summary>Images, their layers, pulls and registries in a browser, with a real engine and a real registry.</summary>
public sealed partial class ImagesPageTests(BrowserFixture fixture) : IAsyncLifetime
{
    private const string User = "kim";
    private const string Password = "basalt-Ibis-29";

    private TestRegistry _registry = null!;
    private string _image = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Base => fixture.Engine.BusyboxImage;

    public async ValueTask InitializeAsync()
    {
        _registry = await TestRegistry.StartAsync(Stop, User, Password);
        _image = $"{_registry.Host}/team/shop:1";
        using var folder = new TemporaryFolder("images");
        var file = folder.At("Dockerfile");
        await File.WriteAllTextAsync(file, $"FROM {Base}\nRUN dd if=/dev/urandom of=/big bs=1M count=4\nENV DB_PASSWORD=s3cret COLOUR=red\nCMD [\"sleep\", \"600\"]\n", Stop);
        (await fixture.Engine.DockerFromFileAsync(file, Stop, "build", "-q", "-t", _image, "-")).EnsureSuccess();
        (await fixture.Engine.DockerAsync(Stop, "login", "-u", User, "-p", Password, _registry.Host)).EnsureSuccess();
        (await fixture.Engine.DockerAsync(Stop, "push", "-q", _image)).EnsureSuccess();
    }

    public async ValueTask DisposeAsync()
    {
        await fixture.Engine.DockerAsync(CancellationToken.None, "rm", "-f", "shop-from-image");
        await fixture.Engine.DockerAsync(CancellationToken.None, "rmi", "-f", _image, "browser-tagged:1");
        await fixture.Engine.DockerAsync(CancellationToken.None, "logout", _registry.Host);
        await _registry.DisposeAsync();
    }

    [Fact]
    public async Task Images_AreListedFilteredAndRemovedWithWhatBlocksThem()
    {
        await fixture.Engine.DockerAsync(Stop, "run", "-d", "--name", "shop-from-image", _image);
        await using var browser = await fixture.OpenAsync("/images");
        var page = browser.Page;
        var row = page.GetByTestId("image-row").Filter(new() { HasText = "team/shop" });
        await Expect(row.Locator(".users")).ToContainTextAsync("shop-from-image");
        await Expect(row.Locator(".size").Nth(1)).ToHaveTextAsync(Size());

        await page.GetByTestId("images-filter").FillAsync("team/shop");
        await Expect(page.GetByTestId("image-row")).ToHaveCountAsync(1);
        await page.GetByTestId("images-Unused").ClickAsync();
        await Expect(page.GetByTestId("image-row")).ToHaveCountAsync(0);
        await page.GetByTestId("images-All").ClickAsync();
        await row.Locator("input[type=checkbox]").CheckAsync();
        await page.GetByTestId("images-remove").ClickAsync();
        await Expect(page.GetByTestId("remove-block")).ToContainTextAsync("shop-from-image");
        await page.GetByTestId("confirm-ok").ClickAsync();
        await Expect(page.GetByTestId("images-outcome")).ToContainTextAsync("team/shop");

        await fixture.Engine.DockerAsync(Stop, "rm", "-f", "shop-from-image");
        await page.ReloadAsync();
        await page.GetByTestId("images-filter").FillAsync("team/shop");
        await row.Locator("input[type=checkbox]").CheckAsync();
        await page.GetByTestId("images-remove").ClickAsync();
        await page.GetByTestId("confirm-ok").ClickAsync();
        await Expect(page.GetByTestId("image-row")).ToHaveCountAsync(0);
        Assert.Equal("", (await fixture.Engine.DockerAsync(Stop, "images", "-q", _image)).Text);
    }

    [Fact]
    public async Task Image_Page_ShowsItsLayersTagsItAndSavesIt()
    {
        var id = (await fixture.Engine.DockerAsync(Stop, "image", "inspect", "-f", "{{.Id}}", _image)).EnsureSuccess().Text;
        await using var browser = await fixture.OpenAsync("/images");
        var page = browser.Page;
        await page.GetByTestId("image-row").Filter(new() { HasText = "team/shop" }).Locator(".name a").ClickAsync();

        await Expect(page.Locator("h1")).ToHaveTextAsync(_image);
        await Expect(page.GetByTestId("image-layers")).ToContainTextAsync("RUN dd if=/dev/urandom");
        await Expect(page.Locator(".config")).ToContainTextAsync("DB_PASSWORD=********");
        await Expect(page.Locator("body")).Not.ToContainTextAsync("s3cret");
        await page.GetByTestId("image-tag").ClickAsync();
        await page.GetByTestId("tag-name").FillAsync("browser-tagged:1");
        await page.GetByTestId("tag-name").PressAsync("Enter");
        // The form goes when it is done.
        await Expect(page.GetByTestId("tag-name")).ToHaveCountAsync(0);
        await Expect(page.Locator("body")).ToContainTextAsync("browser-tagged:1");
        Assert.Equal(id, (await fixture.Engine.DockerAsync(Stop, "image", "inspect", "-f", "{{.Id}}", "browser-tagged:1")).EnsureSuccess().Text);

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("image-save").ClickAsync());
        using var folder = new TemporaryFolder("saved");
        var file = folder.At("image.tar");
        await download.SaveAsAsync(file);
        (await fixture.Engine.DockerAsync(Stop, "rmi", "-f", _image, "browser-tagged:1")).EnsureSuccess();
        await page.GotoAsync("/images");
        await page.Locator("[data-testid=images-load] input[type=file]").SetInputFilesAsync(file);
        await Expect(page.GetByTestId("image-row").Filter(new() { HasText = "browser-tagged" })).ToHaveCountAsync(1, new() { Timeout = 60_000 });
        Assert.Equal(id, (await fixture.Engine.DockerAsync(Stop, "image", "inspect", "-f", "{{.Id}}", "browser-tagged:1")).EnsureSuccess().Text);
    }

    [Fact]
    public async Task Pull_WithoutAnAccountAndWithOne_IsToldInPlainWordsAndIsDone()
    {
        (await fixture.Engine.DockerAsync(Stop, "rmi", "-f", _image)).EnsureSuccess();
        await using var browser = await fixture.OpenAsync("/images");
        var page = browser.Page;
        await PullAsync(page, "Nginx");
        await Expect(page.Locator(".pull-hint.wrong")).ToContainTextAsync("must be lowercase");
        await Expect(page.GetByTestId("pull-ok")).ToBeDisabledAsync();
        await page.GetByTestId("pull-name").FillAsync(_image);
        await Expect(page.Locator(".mud-dialog .command-preview-line")).ToHaveTextAsync($"docker pull {_image}");
        await page.GetByTestId("pull-ok").ClickAsync();
        await Expect(page.Locator("[data-testid=job][data-state=Failed] .job-error").First).ToContainTextAsync(Refused());

        await page.GotoAsync("/registries");
        await page.GetByTestId("registry-address").FillAsync(_registry.Host);
        await page.GetByTestId("registry-user").FillAsync(User);
        await page.GetByTestId("registry-password").FillAsync(Password);
        await page.GetByTestId("registry-add").ClickAsync();
        await Expect(page.GetByTestId("registry").Filter(new() { HasText = _registry.Host })).ToHaveCountAsync(1);
        await Expect(page.Locator("body")).Not.ToContainTextAsync(Password);

        await page.GotoAsync("/images");
        await PullAsync(page, _image);
        await page.GetByTestId("pull-ok").ClickAsync();
        await Expect(page.Locator("[data-testid=job][data-state=Succeeded]").First).ToContainTextAsync($"docker pull {_image}", new() { Timeout = 30_000 });
        await Expect(page.GetByTestId("image-row").Filter(new() { HasText = "team/shop" })).ToHaveCountAsync(1);

        await page.GotoAsync("/registries");
        await page.GetByTestId("registry").Filter(new() { HasText = _registry.Host }).GetByTestId("registry-remove").ClickAsync();
        await Expect(page.GetByTestId("registry").Filter(new() { HasText = _registry.Host })).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("light-en", 1280, ColorScheme.Light, "en-GB")]
    [InlineData("dark-ko", 1280, ColorScheme.Dark, "ko-KR")]
    [InlineData("phone-light-ko", 390, ColorScheme.Light, "ko-KR")]
    [InlineData("phone-dark-en", 390, ColorScheme.Dark, "en-GB")]
    public async Task Pages_InThisLook_FitTheirScreens(string look, int width, ColorScheme scheme, string locale)
    {
        await fixture.Engine.DockerAsync(Stop, "run", "-d", "--name", "shop-from-image", _image);
        await using var browser = await fixture.OpenAsync(
            "/images", new() { ViewportSize = new() { Width = width, Height = width == 390 ? 844 : 760 }, ColorScheme = scheme, Locale = locale });
        var page = browser.Page;
        var row = page.GetByTestId("image-row").Filter(new() { HasText = "team/shop" });
        await Expect(row).ToHaveCountAsync(1);
        await PictureAsync(page, $"images-{look}");
        await page.GetByTestId("images-pull").ClickAsync();
        await page.GetByTestId("pull-name").FillAsync("nginx:1.27");
        await Expect(page.Locator(".mud-dialog .command-preview-line")).ToHaveTextAsync("docker pull nginx:1.27");
        await PictureAsync(page, $"pull-{look}");
        await page.Keyboard.PressAsync("Escape");
        await row.Locator(".name a").ClickAsync();
        await browser.UntilVisibleAsync("[data-testid=image-layers]");
        await PictureAsync(page, $"image-{look}");
        await page.GotoAsync("/registries");
        await browser.UntilVisibleAsync("[data-testid=registry-address]");
        await PictureAsync(page, $"registries-{look}");
    }

    private static async Task PictureAsync(IPage page, string name)
    {
        await Pictures.TakeAsync(page, name);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{name}: something is cut off at the side.");
    }

    private static async Task PullAsync(IPage page, string name)
    {
        await page.GetByTestId("images-pull").ClickAsync();
        await page.GetByTestId("pull-name").FillAsync(name);
    }

    [GeneratedRegex(@"\d+(\.\d+)?[kM]?B")]
    private static partial Regex Size();

    [GeneratedRegex("denied|no basic auth|unauthorized", RegexOptions.IgnoreCase)]
    private static partial Regex Refused();
}
