namespace Dashboard.Testing;

/// <summary>Where the built program is, found from the test assembly upward: no path of a machine stands anywhere.</summary>
public static class DashboardProgram
{
    /// <summary>The folder with Dashboard.sln.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>The program, built with the same configuration as the tests.</summary>
    /// <exception cref="FileNotFoundException">It is not built.</exception>
    public static string FindAssembly()
    {
        // …/bin/Release/net10.0/
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var path = Path.Combine(
            RepositoryRoot, "src", "Dashboard.Web", "bin", output.Parent?.Name ?? "Release", output.Name, "Dashboard.Web.dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is missing: build Dashboard.sln with the tests' configuration.");
    }

    /// <summary>The host that runs the tests, else the one in PATH.</summary>
    public static string FindHost() => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host
        ? host
        : Environment.ProcessPath is { } self && Path.GetFileName(self) == "dotnet" ? self : "dotnet";

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Dashboard.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No Dashboard.sln in or above {AppContext.BaseDirectory}.");
    }
}
