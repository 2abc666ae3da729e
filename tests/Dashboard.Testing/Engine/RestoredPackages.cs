using System.Text.Json;

namespace Dashboard.Testing;

/// <summary>The NuGet packages that a project's last restore took, where they lie on this machine.</summary>
internal static class RestoredPackages
{
    /// <summary>Folder of all packages, and the path of each package below it.</summary>
    public static IEnumerable<(string Folder, string Path)> Of(string project)
    {
        var file = Path.Combine(DashboardProgram.RepositoryRoot, "src", project, "obj", "project.assets.json");
        using var assets = JsonDocument.Parse(File.ReadAllText(file));
        var folders = assets.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToArray();
        var paths = assets.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() == "package")
            .Select(library => library.Value.GetProperty("path").GetString()!);
        return paths.Select(path => (folders.First(folder => Directory.Exists(Path.Combine(folder, path))), path)).ToArray();
    }
}
