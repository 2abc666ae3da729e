using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Values;

namespace Dashboard.Services.Containers.Creation;

/// <summary>What separates a container from its host, and what reaches through; almost all of it is for administrators.</summary>
public sealed record IsolationOptions
{
    /// <summary>Annotations for the runtime, key=value.</summary>
    [Option("--annotation", Type = "map", Since = "1.43", Help = "Add an annotation to the container (passed through to the OCI runtime)")]
    public EquatableList<LabelEntry> Annotations { get; init; } = [];

    /// <summary>Weights of block devices.</summary>
    [Option("--blkio-weight-device", Help = "Block IO weight (relative device weight)")]
    public EquatableList<DeviceWeight> BlkioWeightDevices { get; init; } = [];

    /// <summary>Capabilities to add.</summary>
    [Option("--cap-add", Help = "Add Linux capabilities")]
    public EquatableList<string> CapAdd { get; init; } = [];

    /// <summary>Capabilities to drop.</summary>
    [Option("--cap-drop", Help = "Drop Linux capabilities")]
    public EquatableList<string> CapDrop { get; init; } = [];

    /// <summary>Parent of its cgroup.</summary>
    [Option("--cgroup-parent", Help = "Optional parent cgroup for the container")]
    public string? CgroupParent { get; init; }

    /// <summary>"host" or "private".</summary>
    [Option("--cgroupns", Help = "Cgroup namespace to use (host|private)")]
    public string? CgroupNamespace { get; init; }

    /// <summary>Devices of the host, <c>path[:path inside][:rwm]</c>.</summary>
    [Option("--device", Help = "Add a host device to the container")]
    public EquatableList<string> Devices { get; init; } = [];

    /// <summary>Rules of the devices cgroup.</summary>
    [Option("--device-cgroup-rule", Help = "Add a rule to the cgroup allowed devices list")]
    public EquatableList<DeviceRule> DeviceRules { get; init; } = [];

    /// <summary>Read bounds of block devices.</summary>
    [Option("--device-read-bps", Help = "Limit read rate (bytes per second) from a device")]
    public EquatableList<DeviceBandwidth> DeviceReadBps { get; init; } = [];

    /// <summary>Likewise in operations.</summary>
    [Option("--device-read-iops", Help = "Limit read rate (IO per second) from a device")]
    public EquatableList<DeviceOperations> DeviceReadIops { get; init; } = [];

    /// <summary>Write bounds of block devices.</summary>
    [Option("--device-write-bps", Help = "Limit write rate (bytes per second) to a device")]
    public EquatableList<DeviceBandwidth> DeviceWriteBps { get; init; } = [];

    /// <summary>Likewise in operations.</summary>
    [Option("--device-write-iops", Help = "Limit write rate (IO per second) to a device")]
    public EquatableList<DeviceOperations> DeviceWriteIops { get; init; } = [];

    /// <summary>GPUs.</summary>
    [Option("--gpus", Type = "gpu-request", Help = "GPU devices to add to the container ('all' to pass all GPUs)")]
    public EquatableList<GpuEntry> Gpus { get; init; } = [];

    /// <summary>"none", "private", "shareable", "host" or "container:NAME".</summary>
    [Option("--ipc", Help = "IPC mode to use")]
    public string? Ipc { get; init; }

    /// <summary>Kernel memory limit, of old engines.</summary>
    [Option("--kernel-memory", Type = "bytes", Help = "Kernel memory limit")]
    public ByteSize? KernelMemory { get; init; }

    /// <summary>How readily its memory is swapped out, 0 to 100; -1 is the host's.</summary>
    [Option("--memory-swappiness", Help = "Tune container memory swappiness (0 to 100)")]
    public long MemorySwappiness { get; init; } = -1;

    /// <summary>The kernel may not kill it for want of memory.</summary>
    [Option("--oom-kill-disable", Help = "Disable OOM Killer")]
    public bool OomKillDisable { get; init; }

    /// <summary>How readily the kernel kills it, -1000 to 1000.</summary>
    [Option("--oom-score-adj", Help = "Tune host's OOM preferences (-1000 to 1000)")]
    public int OomScoreAdjust { get; init; }

    /// <summary>"host" or "container:NAME".</summary>
    [Option("--pid", Help = "PID namespace to use")]
    public string? Pid { get; init; }

    /// <summary>Root on the host, in effect.</summary>
    [Option("--privileged", Help = "Give extended privileges to this container")]
    public bool Privileged { get; init; }

    /// <summary>Runtime in place of the engine's default.</summary>
    [Option("--runtime", Help = "Runtime to use for this container")]
    public string? Runtime { get; init; }

    /// <summary>Security options, e.g. "no-new-privileges".</summary>
    [Option("--security-opt", Help = "Security Options")]
    public EquatableList<string> SecurityOptions { get; init; } = [];

    /// <summary>Kernel settings of its own namespaces.</summary>
    [Option("--sysctl", Type = "map", Help = "Sysctl options")]
    public EquatableList<SysctlEntry> Sysctls { get; init; } = [];

    /// <summary>"host" switches user namespaces off.</summary>
    [Option("--userns", Help = "User namespace to use")]
    public string? UserNamespace { get; init; }

    /// <summary>"host" shares the host's name.</summary>
    [Option("--uts", Help = "UTS namespace to use")]
    public string? Uts { get; init; }
}
