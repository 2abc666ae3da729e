namespace Dashboard.Testing;

/// <summary>A root file system in the making: busybox, and whatever of this machine is added.</summary>
internal sealed class ImageRoot : IAsyncDisposable
{
    private readonly string _directory;

    private ImageRoot(string directory)
    {
        _directory = directory;
        Tar = Path.Combine(directory, "root.tar");
    }

    public string Tar { get; }

    public static async Task<ImageRoot> CreateAsync(CancellationToken cancellationToken)
    {
        var root = new ImageRoot(TestRun.NewDirectory("image"));
        await BusyboxImage.WriteRootAsync(root.Tar, cancellationToken);
        return root;
    }

    /// <summary>Adds an executable text file. The engine refuses a tar with the same path twice.</summary>
    public async Task AddTextAsync(string path, string text, CancellationToken cancellationToken)
    {
        var file = Path.Combine(_directory, "text", path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, text, cancellationToken);
        await AppendAsync(["--mode=755", "-C", Path.Combine(_directory, "text"), path], cancellationToken);
    }

    /// <summary>Adds files and folders below <paramref name="folder"/> under another path.</summary>
    public Task AddTreeAsync(string folder, string[] members, string target, string[] without, CancellationToken cancellationToken) =>
        AppendAsync(
            [
                .. without.Select(name => $"--exclude={name}"),
                // Not symbolic links: those are relative to themselves.
                $"--transform=flags=rh;s,^,{target}/,", "-C", folder, .. members.Where(member => Path.Exists(Path.Combine(folder, member))),
            ],
            cancellationToken);

    /// <summary>Adds what the loader needs for the files, and installed libraries that are only asked for while running.</summary>
    public async Task AddLibrariesAsync(string[] files, string[] loadedByName, CancellationToken cancellationToken)
    {
        var cache = (await Cli.RunAsync("ldconfig", ["-p"], null, cancellationToken)).EnsureSuccess();
        var byName = cache.Stdout.Split('\n').Select(line => line.Trim())
            .Where(line => loadedByName.Any(name => line.StartsWith(name, StringComparison.Ordinal)))
            .Select(line => line.Split(" => ")[^1]);
        string[] all = [.. files, .. byName];
        // ldd fails when one of the files is not dynamic; what it printed of the others counts.
        var needed = await Cli.RunAsync("ldd", all, null, cancellationToken);
        var paths = needed.Stdout.Split('\n')
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(word => word.Trim())
            .Where(word => word.StartsWith('/') && word.Contains(".so", StringComparison.Ordinal) && !word.EndsWith(':'))
            .Concat(byName)
            // Those beside the files come with their own folder.
            .Where(path => path.StartsWith("/lib", StringComparison.Ordinal) || path.StartsWith("/usr/lib", StringComparison.Ordinal))
            .Distinct();
        await AppendAsync(["--dereference", "-C", "/", .. paths.Select(path => path.TrimStart('/'))], cancellationToken);
    }

    /// <summary>Fills a cache with the packages of a lock file, through npm and this machine's settings.</summary>
    public async Task AddNpmCacheAsync(string project, CancellationToken cancellationToken)
    {
        var copy = Directory.CreateDirectory(Path.Combine(_directory, "project")).FullName;
        foreach (var file in (string[])["package.json", "package-lock.json"])
        {
            File.Copy(Path.Combine(project, file), Path.Combine(copy, file));
        }

        (await Cli.RunAsync(
            "npm", ["ci", "--prefix", copy, "--cache", Path.Combine(_directory, "npm"), "--ignore-scripts", "--no-audit", "--no-fund"], null, cancellationToken))
            .EnsureSuccess();
        await AddTreeAsync(_directory, ["npm"], ".", [], cancellationToken);
    }

    /// <summary>Adds the packages of the program's build; the archives that they came in are not needed again.</summary>
    public async Task AddNugetPackagesAsync(CancellationToken cancellationToken)
    {
        var project = Directory.CreateDirectory(Path.Combine(_directory, "nuget")).FullName;
        await RestoredPackages.CopyAsync(project, cancellationToken);
        await AddTreeAsync(project, ["packages"], ".", ["*.nupkg"], cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Directory.Delete(_directory, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task AppendAsync(string[] arguments, CancellationToken cancellationToken) =>
        (await Cli.RunAsync("tar", ["--append", "--owner=0", "--group=0", "--numeric-owner", "--file", Tar, .. arguments], null, cancellationToken))
            .EnsureSuccess();
}
