using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Containers.Recreation;

/// <summary>
/// What an engine fills in where nothing was asked for, and then shows as if it had been: taken out again, so that a container that is made
/// once more asks for what its maker asked for and takes a newer engine's defaults.
/// </summary>
/// <param name="Runtime">The engine's default runtime.</param>
/// <param name="LogDriver">Its default log driver.</param>
/// <param name="CgroupVersion">"1" or "2".</param>
internal sealed record EngineDefaults(string Runtime, string LogDriver, string CgroupVersion)
{
    private const long ShmSize = 64 * 1024 * 1024;

    // moby's oci/defaults.go over the years; an engine's own list is some of these.
    private static readonly HashSet<string> _masked =
    [
        "/proc/asound", "/proc/acpi", "/proc/interrupts", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/timer_list", "/proc/timer_stats",
        "/proc/sched_debug", "/proc/scsi", "/sys/firmware", "/sys/devices/virtual/powercap",
    ];

    private static readonly HashSet<string> _readonly = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"];

    /// <summary><paramref name="host"/> without them.</summary>
    public HostSpec TakeOut(HostSpec host) => host with
    {
        Runtime = host.Runtime == Runtime ? null : host.Runtime,
        LogConfig = host.LogConfig is { } log && log.Type == LogDriver && log.Config is null or { Count: 0 } ? new LogSpec("", log.Config) : host.LogConfig,
        CgroupnsMode = host.CgroupnsMode == (CgroupVersion == "2" ? "private" : "host") ? "" : host.CgroupnsMode,
        IpcMode = host.IpcMode is "private" ? "" : host.IpcMode,
        ShmSize = host.ShmSize == ShmSize ? 0 : host.ShmSize,
        MemorySwap = host.Memory > 0 && host.MemorySwap == 2 * host.Memory ? 0 : host.MemorySwap,
        MemorySwappiness = host.MemorySwappiness ?? -1,
        KernelMemory = host.KernelMemory is 0 ? null : host.KernelMemory,
        KernelMemoryTcp = host.KernelMemoryTcp is 0 ? null : host.KernelMemoryTcp,
        MaskedPaths = Without(host.MaskedPaths, _masked),
        ReadonlyPaths = Without(host.ReadonlyPaths, _readonly),
        // Sharing the host's processes or IPC switches labelling off, and the engine writes that down as an option.
        SecurityOpt = host.PidMode is "host" || host.IpcMode is "host" || host.Privileged ? Unlabelled(host.SecurityOpt) : host.SecurityOpt,
    };

    private static IReadOnlyList<string>? Without(IReadOnlyList<string>? paths, HashSet<string> known) => paths is { Count: > 0 } && paths.All(known.Contains) ? null : paths;

    private static List<string>? Unlabelled(IReadOnlyList<string>? options) =>
        options?.Where(o => o != "label=disable").ToList() is { Count: > 0 } rest ? rest : null;
}
