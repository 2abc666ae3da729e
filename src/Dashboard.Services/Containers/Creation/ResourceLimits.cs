using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Values;

namespace Dashboard.Services.Containers.Creation;

/// <summary>Bounds on what a container uses, which <c>docker update</c> changes while it runs. What is null is not asked for.</summary>
public sealed record ResourceLimits
{
    /// <summary>Relative block IO weight, 10 to 1000; 0 is off.</summary>
    [Option("--blkio-weight", Help = "Block IO (relative weight), between 10 and 1000, or 0 to disable")]
    public ushort? BlkioWeight { get; init; }

    /// <summary>CFS period in microseconds.</summary>
    [Option("--cpu-period", Help = "Limit CPU CFS (Completely Fair Scheduler) period")]
    public long? CpuPeriod { get; init; }

    /// <summary>CFS quota in microseconds.</summary>
    [Option("--cpu-quota", Help = "Limit CPU CFS (Completely Fair Scheduler) quota")]
    public long? CpuQuota { get; init; }

    /// <summary>Real-time period in microseconds.</summary>
    [Option("--cpu-rt-period", Help = "Limit CPU real-time period in microseconds")]
    public long? CpuRealtimePeriod { get; init; }

    /// <summary>Real-time runtime in microseconds.</summary>
    [Option("--cpu-rt-runtime", Help = "Limit CPU real-time runtime in microseconds")]
    public long? CpuRealtimeRuntime { get; init; }

    /// <summary>Relative CPU weight; 1024 is the usual.</summary>
    [Option("--cpu-shares", "-c", Help = "CPU shares (relative weight)")]
    public long? CpuShares { get; init; }

    /// <summary>How many CPUs at most.</summary>
    [Option("--cpus", Type = "decimal", Help = "Number of CPUs")]
    public CpuCount? Cpus { get; init; }

    /// <summary>Which CPUs.</summary>
    [Option("--cpuset-cpus", Help = "CPUs in which to allow execution (0-3, 0,1)")]
    public string? CpusetCpus { get; init; }

    /// <summary>Which memory nodes.</summary>
    [Option("--cpuset-mems", Help = "MEMs in which to allow execution (0-3, 0,1)")]
    public string? CpusetMems { get; init; }

    /// <summary>Memory limit.</summary>
    [Option("--memory", "-m", Type = "bytes", Help = "Memory limit")]
    public ByteSize? Memory { get; init; }

    /// <summary>Memory to keep to when the host runs short.</summary>
    [Option("--memory-reservation", Type = "bytes", Help = "Memory soft limit")]
    public ByteSize? MemoryReservation { get; init; }

    /// <summary>Memory and swap together.</summary>
    [Option("--memory-swap", Type = "bytes", Help = "Swap limit equal to memory plus swap: -1 to enable unlimited swap")]
    public SwapSize? MemorySwap { get; init; }

    /// <summary>How many processes and threads at most; -1 is unlimited.</summary>
    [Option("--pids-limit", Help = "Tune container pids limit (set -1 for unlimited)")]
    public long? PidsLimit { get; init; }
}
