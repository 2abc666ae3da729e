using System.Text.Json;

namespace Dashboard.Services.Containers;

/// <summary>One answer of the engine's stats call: counters at a moment, and the CPU counters of the moment before where the engine had one.</summary>
public sealed record StatsSample
{
    /// <summary>CPU time used by the container since its start, in ns.</summary>
    public ulong CpuTotal { get; init; }

    /// <summary>CPU time used by the whole host, in ns; 0 where it is not known.</summary>
    public ulong CpuSystem { get; init; }

    /// <summary>CPUs of the host that are on.</summary>
    public uint OnlineCpus { get; init; }

    /// <summary><see cref="CpuTotal"/> of the moment before; 0 in a first sample.</summary>
    public ulong PreviousCpuTotal { get; init; }

    /// <summary><see cref="CpuSystem"/> of the moment before; 0 in a first sample.</summary>
    public ulong PreviousCpuSystem { get; init; }

    /// <summary>Memory used, page cache included, in bytes.</summary>
    public ulong MemoryUsage { get; init; }

    /// <summary>Page cache that can be dropped at once: <c>total_inactive_file</c> of cgroup v1, <c>inactive_file</c> of v2, in bytes.</summary>
    public ulong InactiveFile { get; init; }

    /// <summary>Memory limit in bytes; the host's memory where there is none.</summary>
    public ulong MemoryLimit { get; init; }

    /// <summary>Bytes received, all networks together.</summary>
    public ulong NetworkReceived { get; init; }

    /// <summary>Bytes sent, all networks together.</summary>
    public ulong NetworkSent { get; init; }

    /// <summary>Bytes read from disks.</summary>
    public ulong BlockRead { get; init; }

    /// <summary>Bytes written to disks.</summary>
    public ulong BlockWritten { get; init; }

    /// <summary>Processes and threads.</summary>
    public ulong Pids { get; init; }

    /// <summary>Reads the engine's JSON; what a stopped container or another kernel leaves out is 0.</summary>
    public static StatsSample Parse(JsonElement json)
    {
        var (cpu, before, memory) = (Child(json, "cpu_stats"), Child(json, "precpu_stats"), Child(json, "memory_stats"));
        var online = (uint)Number(cpu, "online_cpus");
        return new StatsSample
        {
            CpuTotal = Number(Child(cpu, "cpu_usage"), "total_usage"),
            CpuSystem = Number(cpu, "system_cpu_usage"),
            OnlineCpus = online > 0 ? online : Length(Child(Child(cpu, "cpu_usage"), "percpu_usage")),
            PreviousCpuTotal = Number(Child(before, "cpu_usage"), "total_usage"),
            PreviousCpuSystem = Number(before, "system_cpu_usage"),
            MemoryUsage = Number(memory, "usage"),
            InactiveFile = Inactive(Child(memory, "stats"), Number(memory, "usage")),
            MemoryLimit = Number(memory, "limit"),
            NetworkReceived = Networks(json, "rx_bytes"),
            NetworkSent = Networks(json, "tx_bytes"),
            BlockRead = Blocks(json, 'r'),
            BlockWritten = Blocks(json, 'w'),
            Pids = Number(Child(json, "pids_stats"), "current"),
        };
    }

    // docker/cli calculateMemUsageUnixNoCache: v1's counter if it is there and makes sense, else v2's.
    private static ulong Inactive(JsonElement stats, ulong usage)
    {
        var v1 = Number(stats, "total_inactive_file");
        var isV1 = stats.ValueKind == JsonValueKind.Object && stats.TryGetProperty("total_inactive_file", out _) && v1 < usage;
        var inactive = isV1 ? v1 : Number(stats, "inactive_file");
        return inactive < usage ? inactive : 0;
    }

    private static ulong Networks(JsonElement json, string counter) => Child(json, "networks") is { ValueKind: JsonValueKind.Object } networks
        ? networks.EnumerateObject().Aggregate(0UL, (sum, n) => sum + Number(n.Value, counter))
        : 0;

    // [{"major":8,"minor":0,"op":"Read","value":4096}, …]; v2 writes "read".
    private static ulong Blocks(JsonElement json, char operation) =>
        Child(Child(json, "blkio_stats"), "io_service_bytes_recursive") is { ValueKind: JsonValueKind.Array } entries
            ? entries.EnumerateArray()
                .Where(e => Child(e, "op") is { ValueKind: JsonValueKind.String } op && op.GetString() is [var first, ..] && char.ToLowerInvariant(first) == operation)
                .Aggregate(0UL, (sum, e) => sum + Number(e, "value"))
            : 0;

    private static JsonElement Child(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var child) ? child : default;

    private static ulong Number(JsonElement json, string name) =>
        Child(json, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetUInt64(out var value) ? value : 0;

    private static uint Length(JsonElement json) => json.ValueKind == JsonValueKind.Array ? (uint)json.GetArrayLength() : 0;
}
