using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Services.Environments.Spec;

/// <summary>A mount in the engine's long form.</summary>
internal sealed record MountSpec
{
    /// <summary>"bind", "volume", "tmpfs", "image", "npipe" or "cluster".</summary>
    public string Type { get; init; } = "";

    /// <summary>Host path or volume name; null for an anonymous volume and a tmpfs.</summary>
    public string? Source { get; init; }

    /// <summary>Path in the container.</summary>
    public string? Target { get; init; }

    public bool? ReadOnly { get; init; }

    public string? Consistency { get; init; }

    public BindSpec? BindOptions { get; init; }

    public VolumeSpec? VolumeOptions { get; init; }

    public ImageMountSpec? ImageOptions { get; init; }

    public TmpfsSpec? TmpfsOptions { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>How a host path is bound.</summary>
internal sealed record BindSpec
{
    public string? Propagation { get; init; }

    public bool? NonRecursive { get; init; }

    public bool? CreateMountpoint { get; init; }

    public bool? ReadOnlyNonRecursive { get; init; }

    public bool? ReadOnlyForceRecursive { get; init; }
}

/// <summary>How a volume is mounted, and made where there is none yet.</summary>
internal sealed record VolumeSpec
{
    public bool? NoCopy { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    public string? Subpath { get; init; }

    public VolumeDriverSpec? DriverConfig { get; init; }
}

/// <summary>A volume driver; a <c>local</c> one with <c>o=bind</c> is a host mount.</summary>
internal sealed record VolumeDriverSpec(string? Name, IReadOnlyDictionary<string, string>? Options);

/// <summary>A folder of an image.</summary>
internal sealed record ImageMountSpec(string? Subpath);

/// <summary>Memory as a file system.</summary>
internal sealed record TmpfsSpec
{
    public long? SizeBytes { get; init; }

    public uint? Mode { get; init; }

    public IReadOnlyList<IReadOnlyList<string>>? Options { get; init; }
}
