using System.Net;
using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Access.Policy;

/// <summary>
/// The rule of each field of the engine's host part that can be judged by itself. Fields that reach for other things (mounts, networks,
/// containers) are judged by <see cref="ReachRules"/>. A field without a rule does not exist: a test holds the types to these tables.
/// </summary>
internal static class HostRules
{
    // What the engine gives to every container (moby's oci/caps/defaults.go).
    private static readonly string[] _defaultCapabilities =
    [
        "CHOWN", "DAC_OVERRIDE", "FSETID", "FOWNER", "MKNOD", "NET_RAW", "SETGID", "SETUID", "SETFCAP", "SETPCAP", "NET_BIND_SERVICE",
        "SYS_CHROOT", "KILL", "AUDIT_WRITE",
    ];

    // Drivers that write on the engine's own disk, each with all of its options but those that name a host or a file. "" is what the engine
    // is configured with, which may be any: what all of them know.
    private static readonly Dictionary<string, string[]> _logDrivers = new()
    {
        [""] = ["labels", "labels-regex", "env", "env-regex", "tag", "mode", "max-buffer-size", "max-size", "max-file", "compress"],
        ["json-file"] = ["labels", "labels-regex", "env", "env-regex", "tag", "mode", "max-buffer-size", "max-size", "max-file", "compress"],
        ["local"] = ["max-size", "max-file", "compress", "mode", "max-buffer-size"],
        ["none"] = [],
    };

    // With the first two a process gets ahead of the host's own, without the capability for it.
    private static readonly string[] _schedulingLimits = ["rtprio", "nice"];

    private static readonly string[] _tmpfsOptions =
    [
        "", "rw", "ro", "exec", "noexec", "suid", "nosuid", "dev", "nodev", "sync", "async", "atime", "noatime", "diratime", "nodiratime", "relatime", "norelatime", "strictatime", "nostrictatime",
        "size", "mode", "uid", "gid", "nr_inodes", "nr_blocks",
    ];

    /// <summary>
    /// Fields that bound a container or change it within its own walls: free to all. <see cref="HostSpec.ExtraHosts"/> and
    /// <see cref="HostSpec.DnsSearch"/> are lines of the container's own files: the engine itself contacts nobody for them.
    /// </summary>
    public static readonly IReadOnlySet<string> Free = new HashSet<string>
    {
        nameof(HostSpec.PortBindings), nameof(HostSpec.RestartPolicy), nameof(HostSpec.AutoRemove), nameof(HostSpec.ConsoleSize), nameof(HostSpec.CapDrop),
        nameof(HostSpec.DnsOptions), nameof(HostSpec.DnsSearch), nameof(HostSpec.ExtraHosts), nameof(HostSpec.GroupAdd),
        nameof(HostSpec.PublishAllPorts), nameof(HostSpec.ReadonlyRootfs), nameof(HostSpec.ShmSize), nameof(HostSpec.Init),
        nameof(HostSpec.CpuShares), nameof(HostSpec.Memory), nameof(HostSpec.NanoCpus), nameof(HostSpec.BlkioWeight), nameof(HostSpec.CpuPeriod),
        nameof(HostSpec.CpuQuota), nameof(HostSpec.CpusetCpus), nameof(HostSpec.CpusetMems), nameof(HostSpec.KernelMemory), nameof(HostSpec.KernelMemoryTcp),
        nameof(HostSpec.MemoryReservation), nameof(HostSpec.MemorySwap), nameof(HostSpec.MemorySwappiness), nameof(HostSpec.PidsLimit),
        nameof(HostSpec.CpuCount), nameof(HostSpec.CpuPercent), nameof(HostSpec.IoMaximumIops), nameof(HostSpec.IoMaximumBandwidth),
    };

    /// <summary>The other fields: what is wrong with a value, or null.</summary>
    public static readonly IReadOnlyDictionary<string, Func<HostSpec, PolicyOptions, string?>> Rules = new Dictionary<string, Func<HostSpec, PolicyOptions, string?>>
    {
        [nameof(HostSpec.ContainerIDFile)] = (h, _) => Given("a file on the host", h.ContainerIDFile),
        [nameof(HostSpec.Dns)] = (h, _) => h.Dns?.FirstOrDefault(d => !IsNameServer(d)) is { } server ? $"the name server {server}" : null,
        [nameof(HostSpec.Tmpfs)] = (h, _) => h.Tmpfs?.Values.SelectMany(o => (o ?? "").Split(',')).FirstOrDefault(o => !_tmpfsOptions.Contains(o.Split('=')[0])) is { } option ? $"the tmpfs option {option}" : null,
        [nameof(HostSpec.Ulimits)] = (h, _) => h.Ulimits?.FirstOrDefault(IsAhead) is { } limit ? $"the limit {limit.Name}, by which processes get ahead of the host's own" : null,
        [nameof(HostSpec.LogConfig)] = (h, _) => LogConfig(h.LogConfig),
        [nameof(HostSpec.VolumeDriver)] = (h, _) => h.VolumeDriver is null or "" or "local" ? null : $"the volume driver {h.VolumeDriver}",
        [nameof(HostSpec.Annotations)] = (h, _) => Given("annotations for the runtime", h.Annotations),
        [nameof(HostSpec.CapAdd)] = (h, options) => Capabilities(h.CapAdd, options),
        [nameof(HostSpec.CgroupnsMode)] = (h, _) => OnlyPrivate("cgroup", h.CgroupnsMode),
        [nameof(HostSpec.Cgroup)] = (h, _) => Given("another container's cgroup", h.Cgroup),
        [nameof(HostSpec.OomScoreAdj)] = (h, _) => h.OomScoreAdj < 0 ? "an OOM score below 0" : null,
        [nameof(HostSpec.Privileged)] = (h, _) => h.Privileged ? "a privileged container" : null,
        [nameof(HostSpec.SecurityOpt)] = (h, _) => SecurityOpt(h.SecurityOpt),
        [nameof(HostSpec.StorageOpt)] = (h, _) => h.StorageOpt?.Keys.FirstOrDefault(k => k != "size") is { } key ? $"the storage option {key}" : null,
        [nameof(HostSpec.UtsMode)] = (h, _) => OnlyPrivate("UTS", h.UtsMode),
        [nameof(HostSpec.UsernsMode)] = (h, _) => OnlyPrivate("user", h.UsernsMode),
        [nameof(HostSpec.Sysctls)] = (h, _) => Given("kernel settings", h.Sysctls),
        [nameof(HostSpec.Runtime)] = (h, _) => Given($"the runtime {h.Runtime}", h.Runtime),
        [nameof(HostSpec.Isolation)] = (h, _) => h.Isolation is null or "" or "default" ? null : $"the isolation {h.Isolation}",
        [nameof(HostSpec.MaskedPaths)] = (h, _) => h.MaskedPaths is null ? null : "other masked paths than the engine's",
        [nameof(HostSpec.ReadonlyPaths)] = (h, _) => h.ReadonlyPaths is null ? null : "other read-only paths than the engine's",
        [nameof(HostSpec.CgroupParent)] = (h, _) => Given("a parent cgroup", h.CgroupParent),
        [nameof(HostSpec.BlkioWeightDevice)] = (h, _) => Given("block devices of the host", h.BlkioWeightDevice),
        [nameof(HostSpec.BlkioDeviceReadBps)] = (h, _) => Given("block devices of the host", h.BlkioDeviceReadBps),
        [nameof(HostSpec.BlkioDeviceWriteBps)] = (h, _) => Given("block devices of the host", h.BlkioDeviceWriteBps),
        [nameof(HostSpec.BlkioDeviceReadIops)] = (h, _) => Given("block devices of the host", h.BlkioDeviceReadIops),
        [nameof(HostSpec.BlkioDeviceWriteIops)] = (h, _) => Given("block devices of the host", h.BlkioDeviceWriteIops),
        [nameof(HostSpec.CpuRealtimePeriod)] = (h, _) => h.CpuRealtimePeriod == 0 ? null : "real-time scheduling",
        [nameof(HostSpec.CpuRealtimeRuntime)] = (h, _) => h.CpuRealtimeRuntime == 0 ? null : "real-time scheduling",
        [nameof(HostSpec.Devices)] = (h, _) => Given("devices of the host", h.Devices),
        [nameof(HostSpec.DeviceCgroupRules)] = (h, _) => Given("device rules", h.DeviceCgroupRules),
        [nameof(HostSpec.DeviceRequests)] = (h, _) => Given("devices of the host", h.DeviceRequests),
        [nameof(HostSpec.OomKillDisable)] = (h, _) => h.OomKillDisable == true ? "a container that the kernel may not kill" : null,
        [nameof(HostSpec.Unknown)] = (h, _) => h.Unknown is { Count: > 0 } ? $"fields that have no rule yet ({string.Join(", ", h.Unknown.Keys)})" : null,
    };

    /// <summary>All that is wrong with <paramref name="host"/> by itself.</summary>
    public static IEnumerable<string> Violations(HostSpec host, PolicyOptions options) =>
        Rules.Values.Select(rule => rule(host, options)).OfType<string>().Distinct();

    private static string? Given(string what, string? value) => string.IsNullOrEmpty(value) ? null : what;

    private static string? Given<T>(string what, IReadOnlyCollection<T>? value) => value is { Count: > 0 } ? what : null;

    private static string? OnlyPrivate(string what, string? mode) => mode is null or "" or "private" ? null : $"the {what} namespace \"{mode}\"";

    private static string? SecurityOpt(IReadOnlyList<string>? options) =>
        options?.FirstOrDefault(o => o is not ("no-new-privileges" or "no-new-privileges=true" or "no-new-privileges:true")) is { } wrong ? $"the security option {wrong}" : null;

    private static string? Capabilities(IReadOnlyList<string>? asked, PolicyOptions options)
    {
        var allowed = options.Capabilities.Count > 0 ? options.Capabilities : _defaultCapabilities;
        return asked?.FirstOrDefault(a => !allowed.Contains(Bare(a))) is { } wrong ? $"the capability {Bare(wrong)}" : null;
    }

    private static string Bare(string capability)
    {
        var name = capability.Trim().ToUpperInvariant();
        return name.StartsWith("CAP_", StringComparison.Ordinal) ? name[4..] : name;
    }

    // Other drivers send, from the host's network, to addresses that the request names.
    private static string? LogConfig(LogSpec? log) => log is null ? null
        : !_logDrivers.TryGetValue(log.Type ?? "", out var options) ? $"the log driver {log.Type}"
        : log.Config?.Keys.FirstOrDefault(k => !options.Contains(k)) is { } option ? $"the log option {option}"
        : null;

    private static bool IsAhead(UlimitSpec limit) => _schedulingLimits.Contains(limit.Name.Trim().ToLowerInvariant()) && (limit.Soft != 0 || limit.Hard != 0);

    // The engine asks on the container's behalf, from its network. Its loopback has no name server, and some engines would ask their own.
    private static bool IsNameServer(string text) =>
        IPAddress.TryParse(text, out var address) && !NetworkAddress.IsOfThisHost(address);
}
