namespace Dashboard.Testing;

/// <summary>The temporary folder of one private engine, and the note in it by which a dead test run is cleaned up.</summary>
/// <remarks>Kept short: a Unix socket's path may have at most 108 bytes.</remarks>
internal sealed class EngineDirectory
{
    private EngineDirectory(string path, string id)
    {
        Path = path;
        Id = id;
    }

    /// <summary>Marks everything of this engine: the environment of its processes, its cgroup, its labels.</summary>
    public string Id { get; }

    public string Path { get; }

    public string Socket => System.IO.Path.Combine(Path, "docker.sock");

    public string ContainerdSocket => System.IO.Path.Combine(Path, "containerd.sock");

    public string ContainerdConfig => System.IO.Path.Combine(Path, "containerd.toml");

    public string DaemonConfig => System.IO.Path.Combine(Path, "daemon.json");

    public string PidFile => System.IO.Path.Combine(Path, "dockerd.pid");

    public string DataRoot => System.IO.Path.Combine(Path, "data");

    public string ExecRoot => System.IO.Path.Combine(Path, "exec");

    public string ContainerdRoot => System.IO.Path.Combine(Path, "containerd");

    public string ContainerdState => System.IO.Path.Combine(Path, "shims");

    public string CliConfig => System.IO.Path.Combine(Path, "cli");

    /// <summary>Makes the folder, in test.sh's run directory when there is one.</summary>
    public static EngineDirectory Create()
    {
        var id = TestRun.NewId();
        var path = System.IO.Path.Combine(TestRun.Directory, $"dbt-{id}");
        Directory.CreateDirectory(path);
        var made = new EngineDirectory(path, id);
        Directory.CreateDirectory(made.CliConfig);
        return made;
    }

    /// <summary>Writes what scripts/test-cleanup.sh needs when nobody disposes this engine.</summary>
    public void Note(EngineNetwork network, IEnumerable<int> processIds)
    {
        File.WriteAllLines(System.IO.Path.Combine(Path, "engine"), [$"id={Id}", $"range={network.Range}"]);
        File.WriteAllLines(System.IO.Path.Combine(Path, "pids"), processIds.Select(id => $"{id}"));
    }
}
