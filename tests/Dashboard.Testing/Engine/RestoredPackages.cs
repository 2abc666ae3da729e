using System.Text.Json;

namespace Dashboard.Testing;

/// <summary>The NuGet packages that the program's restore takes, copied from this machine's package folder.</summary>
/// <remarks>
/// By a restore of its own: project.assets.json lists only the versions that won, but a restore also reads those that lost.
/// </remarks>
internal static class RestoredPackages
{
    private static readonly string[] Projects = ["src/Dashboard.Services", "src/Dashboard.Web"];

    /// <summary>Fills <c>packages</c> in the folder, without the network.</summary>
    public static async Task CopyAsync(string directory, CancellationToken cancellationToken)
    {
        foreach (var project in Projects)
        {
            CopyFile($"{project}/{Path.GetFileName(project)}.csproj", directory);
        }

        foreach (var file in (string[])["global.json", "Directory.Build.props", "Directory.Packages.props"])
        {
            CopyFile(file, directory);
        }

        var environment = new Dictionary<string, string> { ["NUGET_PACKAGES"] = Path.Combine(directory, "packages") };
        (await Cli.RunAsync(
            DashboardProgram.FindHost(),
            ["restore", Path.Combine(directory, "src", "Dashboard.Web"), "--source", FindFolder(), "--disable-build-servers"],
            environment, cancellationToken)).EnsureSuccess();
    }

    private static void CopyFile(string path, string directory)
    {
        var target = Path.Combine(directory, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(Path.Combine(DashboardProgram.RepositoryRoot, path), target);
    }

    // A package folder has the layout of a feed.
    private static string FindFolder()
    {
        var file = Path.Combine(DashboardProgram.RepositoryRoot, "src", "Dashboard.Web", "obj", "project.assets.json");
        using var assets = JsonDocument.Parse(File.ReadAllText(file));
        return assets.RootElement.GetProperty("packageFolders").EnumerateObject().First().Name;
    }
}
