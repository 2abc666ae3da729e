using Dashboard.Testing;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests;

/// <summary>Pictures of pages, beside those of the screenshot tests.</summary>
internal static class Pictures
{
    private static string Folder =>
        Environment.GetEnvironmentVariable("DASHBOARD_SCREENSHOTS") ?? Path.Combine(DashboardProgram.RepositoryRoot, "artifacts", "screenshots");

    /// <summary>Takes one of the whole page, which must be no wider than the screen.</summary>
    public static async Task TakeAsync(IPage page, string name)
    {
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{name} is wider than the screen");
        Directory.CreateDirectory(Folder);
        var file = Path.Combine(Folder, $"{name}.png");
        await page.ScreenshotAsync(new() { Path = file, FullPage = true });
        Assert.True(new FileInfo(file).Length > 5_000, $"{file} is as good as empty");
    }
}
