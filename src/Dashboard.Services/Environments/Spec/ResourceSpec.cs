using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Services.Environments.Spec;

/// <summary>The engine's <c>Resources</c>: the part of <see cref="HostSpec"/> that <c>POST /containers/{id}/update</c> takes as well.</summary>
internal record ResourceSpec
{
    public long CpuShares { get; init; }

    /// <summary>Bytes.</summary>
    public long Memory { get; init; }

    /// <summary>Billionths of a core.</summary>
    public long NanoCpus { get; init; }

    public string? CgroupParent { get; init; }

    public ushort BlkioWeight { get; init; }

    public IReadOnlyList<WeightDeviceSpec>? BlkioWeightDevice { get; init; }

    public IReadOnlyList<ThrottleDeviceSpec>? BlkioDeviceReadBps { get; init; }

    public IReadOnlyList<ThrottleDeviceSpec>? BlkioDeviceWriteBps { get; init; }

    [JsonPropertyName("BlkioDeviceReadIOps")]
    public IReadOnlyList<ThrottleDeviceSpec>? BlkioDeviceReadIops { get; init; }

    [JsonPropertyName("BlkioDeviceWriteIOps")]
    public IReadOnlyList<ThrottleDeviceSpec>? BlkioDeviceWriteIops { get; init; }

    /// <summary>Microseconds.</summary>
    public long CpuPeriod { get; init; }

    /// <summary>Microseconds; -1 is none.</summary>
    public long CpuQuota { get; init; }

    public long CpuRealtimePeriod { get; init; }

    public long CpuRealtimeRuntime { get; init; }

    public string? CpusetCpus { get; init; }

    public string? CpusetMems { get; init; }

    public IReadOnlyList<DeviceSpec>? Devices { get; init; }

    public IReadOnlyList<string>? DeviceCgroupRules { get; init; }

    public IReadOnlyList<DeviceRequestSpec>? DeviceRequests { get; init; }

    /// <summary>Bytes; gone from API 1.42 on.</summary>
    public long? KernelMemory { get; init; }

    [JsonPropertyName("KernelMemoryTCP")]
    public long? KernelMemoryTcp { get; init; }

    /// <summary>Bytes.</summary>
    public long MemoryReservation { get; init; }

    /// <summary>Bytes, memory and swap together; -1 is unlimited.</summary>
    public long MemorySwap { get; init; }

    /// <summary>0 to 100; -1 is the host's.</summary>
    public long? MemorySwappiness { get; init; }

    public bool? OomKillDisable { get; init; }

    /// <summary>0 and -1 are unlimited.</summary>
    public long? PidsLimit { get; init; }

    public IReadOnlyList<UlimitSpec>? Ulimits { get; init; }

    public long CpuCount { get; init; }

    public long CpuPercent { get; init; }

    [JsonPropertyName("IOMaximumIOps")]
    public ulong IoMaximumIops { get; init; }

    [JsonPropertyName("IOMaximumBandwidth")]
    public ulong IoMaximumBandwidth { get; init; }

    /// <summary>Fields of a newer engine, kept as they came when a container is made again.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>A block device's share.</summary>
internal sealed record WeightDeviceSpec(string Path, ushort Weight);

/// <summary>A block device's bound, in bytes or operations a second.</summary>
internal sealed record ThrottleDeviceSpec(string Path, ulong Rate);

/// <summary>A device of the host in the container.</summary>
internal sealed record DeviceSpec(string PathOnHost, string PathInContainer, string CgroupPermissions);

/// <summary>Devices asked of a driver, such as GPUs.</summary>
internal sealed record DeviceRequestSpec
{
    public string? Driver { get; init; }

    /// <summary>-1 is all.</summary>
    public long Count { get; init; }

    [JsonPropertyName("DeviceIDs")]
    public IReadOnlyList<string>? DeviceIds { get; init; }

    public IReadOnlyList<IReadOnlyList<string>>? Capabilities { get; init; }

    public IReadOnlyDictionary<string, string>? Options { get; init; }
}

/// <summary>A limit of the processes inside.</summary>
internal sealed record UlimitSpec(string Name, long Hard, long Soft);

/// <summary>The body of <c>POST /containers/{id}/update</c>.</summary>
internal sealed record UpdateSpec : ResourceSpec
{
    public RestartSpec? RestartPolicy { get; init; }
}
