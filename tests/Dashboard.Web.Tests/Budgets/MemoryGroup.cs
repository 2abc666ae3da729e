using System.Globalization;
using Dashboard.Testing;

namespace Dashboard.Web.Tests.Budgets;

/// <summary>Control group of a gigabyte that a process is put into, where the machine lets us make one; else nothing.</summary>
internal sealed class MemoryGroup : IDisposable
{
    private const string Root = "/sys/fs/cgroup/memory";
    private const long Limit = 1024L * 1024 * 1024;

    private readonly string? _path;
    private readonly int _process;

    private MemoryGroup(string? path, int process) => (_path, _process) = (path, process);

    /// <summary>Whether there is one.</summary>
    public bool IsReal => _path is not null;

    /// <summary>Puts a process into one of its own.</summary>
    public static MemoryGroup Hold(int process)
    {
        if (!Environment.IsPrivilegedProcess || !File.Exists(Path.Combine(Root, "memory.limit_in_bytes")))
        {
            return new MemoryGroup(null, process);
        }

        var path = Path.Combine(Root, $"dashboard-{TestRun.NewId()}");
        try
        {
            Directory.CreateDirectory(path);
            File.WriteAllText(Path.Combine(path, "memory.limit_in_bytes"), Limit.ToString(CultureInfo.InvariantCulture));
            File.WriteAllText(Path.Combine(path, "cgroup.procs"), process.ToString(CultureInfo.InvariantCulture));
            return new MemoryGroup(path, process);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new MemoryGroup(null, process);
        }
    }

    /// <summary>Bytes of memory that the process has.</summary>
    public long Resident() => Field("VmRSS:");

    /// <summary>The most that it had since <see cref="ForgetPeak"/>.</summary>
    public long Peak() => Field("VmHWM:");

    /// <summary>Begins to look for the most anew.</summary>
    public void ForgetPeak() => File.WriteAllText($"/proc/{_process}/clear_refs", "5");

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_path is not null && Directory.Exists(_path))
        {
            // The process has ended: an empty group is removed as an empty folder is.
            Directory.Delete(_path);
        }
    }

    // "VmRSS:	  123456 kB"
    private long Field(string name)
    {
        var line = File.ReadLines($"/proc/{_process}/status").First(l => l.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024;
    }
}
