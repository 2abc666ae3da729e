using System.Globalization;

namespace Dashboard.Testing;

/// <summary>Finds and ends what an engine leaves in the kernel: processes, mounts, cgroups, shim sockets.</summary>
/// <remarks>
/// Nothing is guessed by program name: a process belongs to an engine by the marker in its environment (dockerd, containerd,
/// shims, proxies) or by its cgroup (whatever runs in containers). scripts/test-cleanup.sh does the same after a crash.
/// </remarks>
internal static class EngineLeftovers
{
    /// <summary>The environment variable that marks an engine's processes.</summary>
    public const string Marker = "DASHBOARD_TEST_ENGINE_ID";

    /// <summary>Kills every process of the engine until none is left.</summary>
    public static Task KillProcessesAsync(string id) => Eventually.ThatAsync(
        () =>
        {
            var left = Processes(id).ToList();
            left.ForEach(process => Signal.Send(process, Signal.Kill));
            return left.Count == 0;
        },
        TimeSpan.FromSeconds(10),
        $"every process of the private engine {id} has ended");

    /// <summary>Unmounts below the folder, deepest first.</summary>
    public static async Task UnmountAsync(string directory)
    {
        var mounts = File.ReadLines("/proc/self/mounts")
            .Select(line => line.Split(' ')[1])
            .Where(path => path.StartsWith(directory + "/", StringComparison.Ordinal))
            .OrderByDescending(path => path.Length)
            .ToList();
        foreach (var mount in mounts)
        {
            await Cli.RunAsync("umount", ["-l", mount], null, CancellationToken.None);
        }
    }

    /// <summary>Removes the engine's cgroups; a killed shim cannot.</summary>
    public static void RemoveCgroups(string id)
    {
        foreach (var root in Directory.EnumerateDirectories("/sys/fs/cgroup").Append("/sys/fs/cgroup"))
        {
            var cgroup = Path.Combine(root, $"dbt-{id}");
            if (!Directory.Exists(cgroup))
            {
                continue;
            }

            foreach (var child in Directory.EnumerateDirectories(cgroup, "*", SearchOption.AllDirectories).OrderByDescending(path => path.Length))
            {
                RemoveCgroup(child);
            }

            RemoveCgroup(cgroup);
        }
    }

    /// <summary>Finds the sockets of the engine's shims: containerd keeps those of all engines in one folder.</summary>
    /// <remarks>To be asked while the shims live, and deleted once they are killed; a shim's own end removes its socket.</remarks>
    public static async Task<IReadOnlyList<string>> FindShimSocketsAsync(string id)
    {
        var ours = Processes(id).Select(process => $"pid={process},").ToList();
        // u_str LISTEN 0 4096 /run/containerd/s/ba52… 12345 * 0 users:(("containerd-shim",pid=17617,fd=9))
        var listening = await Cli.RunAsync("ss", ["-xlpH"], null, CancellationToken.None);
        return listening.Stdout.Split('\n')
            .Where(line => ours.Any(process => line.Contains(process, StringComparison.Ordinal)))
            .SelectMany(line => line.Split(' '))
            .Where(word => word.StartsWith("/run/containerd/s/", StringComparison.Ordinal))
            .ToList();
    }

    private static IEnumerable<int> Processes(string id)
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            // A dead process that nobody has waited for yet has no command line, and cannot be killed any deader.
            if (int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var process)
                && Read(directory, "cmdline").Length > 0
                && (Read(directory, "environ").Contains($"{Marker}={id}", StringComparison.Ordinal)
                    || Read(directory, "cgroup").Contains($"/dbt-{id}/", StringComparison.Ordinal)))
            {
                yield return process;
            }
        }
    }

    // A process may end between the listing and the reading, and a dead one's environment is empty.
    private static string Read(string directory, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(directory, file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }

    // rmdir alone: the files in a cgroup cannot be deleted and need not be. Busy means that another pass comes.
    private static void RemoveCgroup(string path)
    {
        try
        {
            Directory.Delete(path, recursive: false);
        }
        catch (IOException)
        {
            // Somebody else's cleanup was first, or a task is still ending; an empty cgroup is harmless.
        }
    }
}
