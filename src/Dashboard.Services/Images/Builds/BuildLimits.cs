using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Values;

namespace Dashboard.Services.Images.Builds;

/// <summary>Bounds and settings of the containers that a build's RUN instructions run in.</summary>
public sealed record BuildLimits
{
    /// <summary>Parent cgroup.</summary>
    [Option("--cgroup-parent", Help = "Set the parent cgroup for the \"RUN\" instructions during build")]
    public string? CgroupParent { get; init; }

    /// <summary>CFS period in microseconds.</summary>
    [Option("--cpu-period", Help = "Limit the CPU CFS (Completely Fair Scheduler) period")]
    public long? CpuPeriod { get; init; }

    /// <summary>CFS quota in microseconds.</summary>
    [Option("--cpu-quota", Help = "Limit the CPU CFS (Completely Fair Scheduler) quota")]
    public long? CpuQuota { get; init; }

    /// <summary>Relative CPU weight; 1024 is the usual.</summary>
    [Option("--cpu-shares", "-c", Help = "CPU shares (relative weight)")]
    public long? CpuShares { get; init; }

    /// <summary>Which CPUs, e.g. "0-3".</summary>
    [Option("--cpuset-cpus", Help = "CPUs in which to allow execution (0-3, 0,1)")]
    public string? CpusetCpus { get; init; }

    /// <summary>Which memory nodes.</summary>
    [Option("--cpuset-mems", Help = "MEMs in which to allow execution (0-3, 0,1)")]
    public string? CpusetMems { get; init; }

    /// <summary>Memory.</summary>
    [Option("--memory", "-m", Type = "bytes", Help = "Memory limit")]
    public ByteSize? Memory { get; init; }

    /// <summary>Memory and swap together.</summary>
    [Option("--memory-swap", Type = "bytes", Help = "Swap limit equal to memory plus swap: -1 to enable unlimited swap")]
    public SwapSize? MemorySwap { get; init; }

    /// <summary>Security options.</summary>
    [Option("--security-opt", Type = "strings", Help = "Security options")]
    public EquatableList<string> SecurityOptions { get; init; } = [];

    /// <summary>Size of /dev/shm.</summary>
    [Option("--shm-size", Type = "bytes", Help = "Size of \"/dev/shm\"")]
    public ByteSize? ShmSize { get; init; }

    /// <summary>Limits of processes.</summary>
    [Option("--ulimit", Type = "ulimit", Help = "Ulimit options")]
    public EquatableList<UlimitEntry> Ulimits { get; init; } = [];
}
