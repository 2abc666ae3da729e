namespace Dashboard.Services.Containers;

/// <summary>What a container uses, in the figures of <c>docker stats</c>.</summary>
/// <param name="CpuPercent">Share of one CPU: 200 is two CPUs' worth.</param>
/// <param name="MemoryBytes">Memory without the page cache that can be dropped, in bytes.</param>
/// <param name="MemoryLimit">Limit in bytes; 0 while it does not run.</param>
/// <param name="NetworkReceived">Bytes received since its start.</param>
/// <param name="NetworkSent">Bytes sent since its start.</param>
/// <param name="BlockRead">Bytes read from disks since its start.</param>
/// <param name="BlockWritten">Bytes written to disks since its start.</param>
/// <param name="Pids">Processes and threads.</param>
public sealed record ContainerStats(
    double CpuPercent,
    ulong MemoryBytes,
    ulong MemoryLimit,
    ulong NetworkReceived,
    ulong NetworkSent,
    ulong BlockRead,
    ulong BlockWritten,
    ulong Pids)
{
    /// <summary>Share of the limit in percent.</summary>
    public double MemoryPercent => MemoryLimit > 0 ? (double)MemoryBytes / MemoryLimit * 100 : 0;

    /// <summary>From one sample and the previous counters that the engine put into it.</summary>
    public static ContainerStats Of(StatsSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return Between(sample.PreviousCpuTotal, sample.PreviousCpuSystem, sample);
    }

    /// <summary>From two samples of one's own, which is what one-shot calls and first samples of a stream need.</summary>
    public static ContainerStats Between(StatsSample previous, StatsSample sample)
    {
        ArgumentNullException.ThrowIfNull(previous);
        ArgumentNullException.ThrowIfNull(sample);
        return Between(previous.CpuTotal, previous.CpuSystem, sample);
    }

    // Counters that went back (a restart in between) give 0, as in docker/cli calculateCPUPercentUnix.
    private static ContainerStats Between(ulong cpuBefore, ulong systemBefore, StatsSample sample)
    {
        var used = (double)sample.CpuTotal - cpuBefore;
        var passed = (double)sample.CpuSystem - systemBefore;
        return new ContainerStats(
            used > 0 && passed > 0 ? used / passed * sample.OnlineCpus * 100 : 0,
            sample.MemoryUsage - sample.InactiveFile,
            sample.MemoryLimit,
            sample.NetworkReceived,
            sample.NetworkSent,
            sample.BlockRead,
            sample.BlockWritten,
            sample.Pids);
    }
}
