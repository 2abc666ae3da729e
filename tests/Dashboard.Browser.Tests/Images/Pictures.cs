using Dashboard.Testing;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests.Images;

/// <summary>Pictures of pages, beside those of the screenshot tests.</summary>
internal static class Pictures
{
    private static string Folder =>
        Environment.GetEnvironmentVariable("DASHBOARD_SCREENSHOTS") ?? Path.Combine(DashboardProgram.RepositoryRoot, "artifacts", "screenshots");

    /// <summary>Takes one of the whole page.</summary>
    public static async Task TakeAsync(IPage page, string name)
    {
        Directory.CreateDirectory(Folder);
        var file = Path.Combine(Folder, $"{name}.png");
        await page.ScreenshotAsync(new() { Path = file, FullPage = true });
        Assert.True(new FileInfo(file).Length > 5_000, $"{file} is as good as empty");
    }
}
