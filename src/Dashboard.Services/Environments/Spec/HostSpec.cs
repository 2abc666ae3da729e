using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Services.Environments.Spec;

/// <summary>The engine's <c>HostConfig</c>: what a container gets of its host. Every field here has a rule in the creation policy.</summary>
internal sealed record HostSpec : ResourceSpec
{
    /// <summary><c>source:target[:options]</c>; the source is a host path or a volume's name.</summary>
    public IReadOnlyList<string>? Binds { get; init; }

    public string? ContainerIDFile { get; init; }

    public LogSpec? LogConfig { get; init; }

    /// <summary>"default", "bridge", "host", "none", "container:ID" or a network.</summary>
    public string? NetworkMode { get; init; }

    /// <summary>Keys such as "80/tcp".</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PortBindingSpec>?>? PortBindings { get; init; }

    public RestartSpec? RestartPolicy { get; init; }

    public bool AutoRemove { get; init; }

    public string? VolumeDriver { get; init; }

    public IReadOnlyList<string>? VolumesFrom { get; init; }

    public IReadOnlyList<int>? ConsoleSize { get; init; }

    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    public IReadOnlyList<string>? CapAdd { get; init; }

    public IReadOnlyList<string>? CapDrop { get; init; }

    public string? CgroupnsMode { get; init; }

    public IReadOnlyList<string>? Dns { get; init; }

    public IReadOnlyList<string>? DnsOptions { get; init; }

    public IReadOnlyList<string>? DnsSearch { get; init; }

    public IReadOnlyList<string>? ExtraHosts { get; init; }

    public IReadOnlyList<string>? GroupAdd { get; init; }

    public string? IpcMode { get; init; }

    public string? Cgroup { get; init; }

    public IReadOnlyList<string>? Links { get; init; }

    public long OomScoreAdj { get; init; }

    public string? PidMode { get; init; }

    public bool Privileged { get; init; }

    public bool PublishAllPorts { get; init; }

    public bool ReadonlyRootfs { get; init; }

    public IReadOnlyList<string>? SecurityOpt { get; init; }

    public IReadOnlyDictionary<string, string>? StorageOpt { get; init; }

    /// <summary>Path → mount options.</summary>
    public IReadOnlyDictionary<string, string>? Tmpfs { get; init; }

    [JsonPropertyName("UTSMode")]
    public string? UtsMode { get; init; }

    public string? UsernsMode { get; init; }

    /// <summary>Bytes; 0 is the engine's default.</summary>
    public long ShmSize { get; init; }

    public IReadOnlyDictionary<string, string>? Sysctls { get; init; }

    public string? Runtime { get; init; }

    public string? Isolation { get; init; }

    public IReadOnlyList<MountSpec>? Mounts { get; init; }

    /// <summary>Null is the engine's own list; empty masks nothing.</summary>
    public IReadOnlyList<string>? MaskedPaths { get; init; }

    /// <summary>Likewise.</summary>
    public IReadOnlyList<string>? ReadonlyPaths { get; init; }

    public bool? Init { get; init; }
}

/// <summary>A log driver and its options.</summary>
internal sealed record LogSpec(string? Type, IReadOnlyDictionary<string, string>? Config);

/// <summary>When the engine starts a container again: "", "no", "always", "unless-stopped" or "on-failure".</summary>
internal sealed record RestartSpec(string? Name, long MaximumRetryCount);

/// <summary>A port of the host; "" is any address, or any free port.</summary>
internal sealed record PortBindingSpec(string? HostIp, string? HostPort);
