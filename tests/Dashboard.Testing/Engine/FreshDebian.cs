using System.Diagnostics;

namespace Dashboard.Testing;

/// <summary>
/// A machine with a fresh Debian and nothing but what the README asks for: a root file system made by mmdebstrap, with its own
/// mounts, processes and network. The repository, the .NET SDK, Node and the package caches are this machine's, seen through
/// overlays: what is written there stays there.
/// </summary>
public sealed class FreshDebian : IAsyncDisposable
{
    private const string Suite = "bookworm";

    // git is the README's; the libraries are those that the .NET SDK and Node ask for.
    private const string Packages = "ca-certificates,git,libicu72,libssl3,libstdc++6,zlib1g";
    private const string SearchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    // Held open by `sleep`, the first process of the new process namespace: when it is killed, all others are.
    // cgroup v1: docker's init script mounts each controller that the kernel knows. One that this machine has not mounted would become a
    // hierarchy of the kernel's, and engines outside could read no usage any more; so something is mounted in its place.
    private const string Setup =
        """
        set -e
        root=$1; shift
        mount --make-rprivate /
        mount --bind "$root" "$root"
        for folder in "$@"; do
          mkdir -p "$root$folder" "$root.above$folder/upper" "$root.above$folder/work"
          mount -t overlay overlay -o "lowerdir=$folder,upperdir=$root.above$folder/upper,workdir=$root.above$folder/work" "$root$folder"
        done
        mount -t proc proc "$root/proc"
        mount -t sysfs sysfs "$root/sys"
        if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
          mount --bind /sys/fs/cgroup "$root/sys/fs/cgroup"
        else
          mount -t tmpfs tmpfs "$root/sys/fs/cgroup"
          for controller in /sys/fs/cgroup/*; do
            if mountpoint -q "$controller"; then
              mkdir "$root$controller"
              mount --bind "$controller" "$root$controller"
            fi
          done
          awk '!/^#/ { print $1 }' /proc/cgroups | while read -r controller; do
            if [ ! -e "$root/sys/fs/cgroup/$controller" ]; then
              mkdir "$root/sys/fs/cgroup/$controller"
              mount -t tmpfs tmpfs "$root/sys/fs/cgroup/$controller"
            fi
          done
        fi
        mount --rbind /dev "$root/dev"
        mount -t tmpfs tmpfs "$root/dev/shm"
        mount -t tmpfs tmpfs "$root/run"
        cd "$root"
        mkdir -p .old
        pivot_root . .old
        umount -l .old
        echo ready
        exec sleep infinity
        """;

    private readonly TemporaryFolder _folder;
    private readonly EngineNetwork _network;
    private readonly Process _holder;

    private FreshDebian(TemporaryFolder folder, EngineNetwork network, Process holder) => (_folder, _network, _holder) = (folder, network, holder);

    /// <summary>Makes the root file system, which takes some 15 s, and starts the machine.</summary>
    public static async Task<FreshDebian> StartAsync(CancellationToken cancellationToken)
    {
        var folder = new TemporaryFolder("debian");
        var root = folder.At("root");
        (await Cli.RunAsync("mmdebstrap", ["--quiet", "--variant=minbase", $"--include={Packages}", Suite, root], null, cancellationToken)).EnsureSuccess();
        File.Copy("/etc/ssl/certs/ca-certificates.crt", Path.Combine(root, "etc/ssl/certs/ca-certificates.crt"), overwrite: true);
        File.Copy("/etc/resolv.conf", Path.Combine(root, "etc/resolv.conf"), overwrite: true);
        var shared = await SharedFoldersAsync(root, cancellationToken);
        var network = await EngineNetwork.CreateAsync(cancellationToken);
        await File.WriteAllLinesAsync(folder.At("engine"), [$"id={Path.GetFileName(folder.Path)}", $"range={network.Range}"], cancellationToken);
        var holder = Cli.Start(
            "unshare", ["--mount", "--pid", "--fork", "--kill-child", "--net", "--uts", "sh", "-c", Setup, "sh", root, .. shared], null);
        var machine = new FreshDebian(folder, network, holder);
        try
        {
            if (await holder.StandardOutput.ReadLineAsync(cancellationToken) != "ready")
            {
                throw new InvalidOperationException($"The fresh Debian did not start: {await holder.StandardError.ReadToEndAsync(cancellationToken)}");
            }

            await machine.ConnectAsync(cancellationToken);
            return machine;
        }
        catch
        {
            await machine.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a command there, in the repository's folder, as root with an environment of its own.</summary>
    public Task<CliResult> RunAsync(CancellationToken cancellationToken, params string[] command)
    {
        var (program, arguments) = Line(command);
        return Cli.RunAsync(program, arguments, null, cancellationToken);
    }

    /// <summary>Starts a command there with its streams redirected; it ends with the machine at the latest.</summary>
    public Process Start(params string[] command)
    {
        var (program, arguments) = Line(command);
        return Cli.Start(program, arguments, null);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_holder.HasExited)
        {
            await RunAsync(CancellationToken.None, "sh", "-c", "command -v docker >/dev/null && docker ps -aq | xargs -r docker rm -f");
            _holder.Kill(entireProcessTree: true);
            await _holder.WaitForExitAsync();
        }

        _holder.Dispose();
        await _network.DeleteAsync();
        _folder.Dispose();
    }

    private (string Program, string[] Arguments) Line(string[] command)
    {
        // Namespaces are entered by the child of unshare, whose own are this machine's but for those it made before its fork.
        var child = File.ReadAllText($"/proc/{_holder.Id}/task/{_holder.Id}/children").Trim();
        return ("nsenter",
        [
            "--target", child, "--mount", "--pid", "--net", "--uts", "--root", "env", "-i", $"--chdir={DashboardProgram.RepositoryRoot}",
            $"PATH={SearchPath}", "HOME=/root", "TERM=dumb", "LANG=C.UTF-8", "NUGET_CERT_REVOCATION_MODE=offline", .. command,
        ]);
    }

    // The bridge's address is the gateway; the peer is the machine's eth0.
    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        var child = File.ReadAllText($"/proc/{_holder.Id}/task/{_holder.Id}/children").Trim();
        var link = $"{_network.Bridge}f";
        var address = _network.Range.Replace("0.0/16", "128.2/24", StringComparison.Ordinal);
        await IpAsync("link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", child);
        await IpAsync("link", "set", link, "master", _network.Bridge, "up");
        await InsideAsync("link", "set", "lo", "up");
        await InsideAsync("addr", "add", address, "dev", "eth0");
        await InsideAsync("link", "set", "eth0", "up");
        await InsideAsync("route", "add", "default", "via", _network.Range.Replace("0.0/16", "128.1", StringComparison.Ordinal));

        async Task IpAsync(params string[] arguments) => (await Cli.RunAsync("ip", arguments, null, cancellationToken)).EnsureSuccess();
        async Task InsideAsync(params string[] arguments) =>
            (await Cli.RunAsync("nsenter", ["--target", child, "--net", "ip", .. arguments], null, cancellationToken)).EnsureSuccess();
    }

    // Programs are links into folders that are shared: /usr/bin/dotnet, and node and npm below /usr/local.
    private static async Task<string[]> SharedFoldersAsync(string root, CancellationToken cancellationToken)
    {
        var dotnet = Directory.GetParent(typeof(object).Assembly.Location)!.Parent!.Parent!.Parent!.FullName;
        var node = (await Cli.RunAsync("node", ["-p", "process.execPath"], null, cancellationToken)).EnsureSuccess().Text;
        var npm = (await Cli.RunAsync("npm", ["root", "-g"], null, cancellationToken)).EnsureSuccess().Text;
        File.CreateSymbolicLink(Path.Combine(root, "usr/bin/dotnet"), Path.Combine(dotnet, "dotnet"));
        File.Copy(node, Path.Combine(root, "usr/bin/node"));
        File.CreateSymbolicLink(Path.Combine(root, "usr/bin/npm"), Path.Combine(npm, "npm/bin/npm-cli.js"));
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        CopyIfThere(Path.Combine(home, ".npmrc"), Path.Combine(root, "root/.npmrc"));
        string[] caches = [Path.Combine(home, ".nuget"), Path.Combine(home, ".npm")];
        return [DashboardProgram.RepositoryRoot, dotnet, npm, .. caches.Where(Directory.Exists)];
    }

    private static void CopyIfThere(string source, string target)
    {
        if (File.Exists(source))
        {
            File.Copy(source, target, overwrite: true);
        }
    }
}
