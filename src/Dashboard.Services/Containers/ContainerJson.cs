using Dashboard.Services.Formatting;

namespace Dashboard.Services.Containers;

/// <summary>How the engine's inspect answer about a container looks to templates: moby's <c>container.InspectResponse</c>.</summary>
internal static class ContainerJson
{
    public static JsonShape Shape { get; } = new(
        Maps: new HashSet<string>(StringComparer.Ordinal)
        {
            "Labels", "Ports", "PortBindings", "Networks", "Volumes", "ExposedPorts", "Sysctls", "Tmpfs", "Options", "DriverOpts", "LogConfig.Config", "Data", "Annotations",
            "StorageOpt",
        },
        Lists: new HashSet<string>(StringComparer.Ordinal)
        {
            "Args", "Binds", "BlkioDeviceReadBps", "BlkioDeviceReadIOps", "BlkioDeviceWriteBps", "BlkioDeviceWriteIOps", "BlkioWeightDevice", "CapAdd", "CapDrop", "Cmd",
            "DeviceCgroupRules", "DeviceRequests", "Devices", "Dns", "DnsOptions", "DnsSearch", "Entrypoint", "Env", "ExecIDs", "ExtraHosts", "GroupAdd", "Links", "MaskedPaths",
            "Mounts", "OnBuild", "ReadonlyPaths", "SecurityOpt", "Shell", "Ulimits", "VolumesFrom", "Aliases", "DNSNames", "SecondaryIPAddresses", "SecondaryIPv6Addresses", "Log",
        },
        Optional: new HashSet<string>(StringComparer.Ordinal) { "SizeRw", "SizeRootFs", "Healthcheck", "ImageManifestDescriptor" },
        GoNames: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ID"] = "Id", ["NanoCPUs"] = "NanoCpus", ["CPUShares"] = "CpuShares", ["CPUPeriod"] = "CpuPeriod", ["CPUQuota"] = "CpuQuota",
            ["CPURealtimePeriod"] = "CpuRealtimePeriod", ["CPURealtimeRuntime"] = "CpuRealtimeRuntime", ["DNS"] = "Dns", ["DNSOptions"] = "DnsOptions",
            ["DNSSearch"] = "DnsSearch", ["HostIP"] = "HostIp",
        });
}
