namespace Dashboard.Services.Containers.Stats;

/// <summary>What a container used at a moment. A value, because an hour of them is kept for every running container.</summary>
/// <param name="At">When it was measured (UTC).</param>
/// <param name="CpuPercent">Share of one CPU since the point before: 200 is two CPUs' worth.</param>
/// <param name="MemoryBytes">Memory without the page cache that can be dropped, in bytes.</param>
/// <param name="MemoryLimit">Limit in bytes; the host's memory where there is none.</param>
/// <param name="NetworkReceived">Bytes received since its start.</param>
/// <param name="NetworkSent">Bytes sent since its start.</param>
/// <param name="BlockRead">Bytes read from disks since its start.</param>
/// <param name="BlockWritten">Bytes written to disks since its start.</param>
/// <param name="Pids">Processes and threads.</param>
public readonly record struct UsagePoint(
    DateTimeOffset At,
    double CpuPercent,
    ulong MemoryBytes,
    ulong MemoryLimit,
    ulong NetworkReceived,
    ulong NetworkSent,
    ulong BlockRead,
    ulong BlockWritten,
    ulong Pids)
{
    internal static UsagePoint Of(DateTimeOffset at, ContainerStats stats) => new(
        at, stats.CpuPercent, stats.MemoryBytes, stats.MemoryLimit, stats.NetworkReceived, stats.NetworkSent, stats.BlockRead, stats.BlockWritten, stats.Pids);
}
