namespace Dashboard.Testing;

/// <summary>Stand-ins for the Dockerfile's base images, made from this machine's own files: no registry can be reached.</summary>
/// <remarks>
/// They hold what the real ones are used for, busybox as the shell, and the packages that the build restores, so that it needs
/// no network. They are tagged with the real names on a private engine only, never on one that belongs to somebody.
/// </remarks>
public static class LocalBaseImages
{
    private const string SearchPath = "PATH=/opt/node/bin:/usr/share/dotnet:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>Makes all base images that the Dockerfile names.</summary>
    /// <param name="engine">A private engine.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task TagAsync(PrivateEngine engine, CancellationToken cancellationToken)
    {
        if (engine.IsBorrowed)
        {
            throw new NotSupportedException("Names of public images are not given to anything on somebody's engine.");
        }

        var dotnet = DotnetRoot();
        await MakeAsync(engine, "mcr.microsoft.com/dotnet/aspnet:10.0", root => AddRuntimeAsync(root, dotnet, cancellationToken), [], cancellationToken);
        await MakeAsync(
            engine, "mcr.microsoft.com/dotnet/sdk:10.0", root => AddSdkAsync(root, dotnet, cancellationToken),
            ["ENV NUGET_PACKAGES=/packages DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1"], cancellationToken);
        await MakeAsync(
            engine, "node:22-bookworm-slim", root => AddNodeAsync(root, cancellationToken),
            ["ENV npm_config_cache=/npm npm_config_offline=true npm_config_update_notifier=false"], cancellationToken);
    }

    private static async Task MakeAsync(
        PrivateEngine engine, string name, Func<ImageRoot, Task> fill, string[] changes, CancellationToken cancellationToken)
    {
        await using var root = await ImageRoot.CreateAsync(cancellationToken);
        await fill(root);
        string[] all = [$"ENV {SearchPath} SSL_CERT_DIR=/etc/ssl/certs", .. changes];
        (await engine.DockerAsync(cancellationToken, ["import", .. all.SelectMany(change => new[] { "--change", change }), root.Tar, name]))
            .EnsureSuccess();
    }

    private static async Task AddRuntimeAsync(ImageRoot root, string dotnet, CancellationToken cancellationToken)
    {
        await root.AddTreeAsync(dotnet, ["dotnet", "host", "shared"], "usr/share/dotnet", [], cancellationToken);
        await root.AddLibrariesAsync(
            [Path.Combine(dotnet, "dotnet"), .. Directory.EnumerateFiles(dotnet, "*.so", SearchOption.AllDirectories)],
            ["libicuuc.", "libicui18n.", "libicudata.", "libssl.", "libcrypto."], cancellationToken);
        // What the Dockerfile installs (git) comes from the network, and nothing that is tested in the container needs it.
        await root.AddTextAsync("usr/bin/apt-get", "#!/bin/sh\nexit 0\n", cancellationToken);
    }

    private static async Task AddSdkAsync(ImageRoot root, string dotnet, CancellationToken cancellationToken)
    {
        await AddRuntimeAsync(root, dotnet, cancellationToken);
        // Parts that a build of this program never loads, half of the size.
        await root.AddTreeAsync(
            dotnet, ["sdk", "packs", "templates", "sdk-manifests"], "usr/share/dotnet",
            ["FSharp", "DotnetTools", "TestHostNetFramework", "Microsoft.NET.Sdk.WindowsDesktop", "Containers"], cancellationToken);
        await root.AddNugetPackagesAsync(cancellationToken);
    }

    private static async Task AddNodeAsync(ImageRoot root, CancellationToken cancellationToken)
    {
        var node = (await Cli.RunAsync("node", ["-p", "process.execPath"], null, cancellationToken)).EnsureSuccess().Text;
        var npm = (await Cli.RunAsync("npm", ["root", "-g"], null, cancellationToken)).EnsureSuccess().Text;
        await root.AddTreeAsync(Path.GetDirectoryName(node)!, ["node"], "opt/node/bin", [], cancellationToken);
        await root.AddTreeAsync(npm, ["npm"], "opt/node/lib", [], cancellationToken);
        await root.AddTextAsync("opt/node/bin/npm", "#!/bin/sh\nexec /opt/node/bin/node /opt/node/lib/npm/bin/npm-cli.js \"$@\"\n", cancellationToken);
        await root.AddLibrariesAsync([node], [], cancellationToken);
        await root.AddNpmCacheAsync(Path.Combine(DashboardProgram.RepositoryRoot, "src", "Dashboard.Web", "Client"), cancellationToken);
    }

    // …/shared/Microsoft.NETCore.App/10.0.x/
    private static string DotnetRoot() =>
        Directory.GetParent(typeof(object).Assembly.Location)?.Parent?.Parent?.Parent?.FullName
        ?? throw new InvalidOperationException("The tests do not run on an installed .NET.");
}
