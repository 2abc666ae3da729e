using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Values;

namespace Dashboard.Services.Containers.Creation;

/// <summary>A container's file system, volumes and memory files.</summary>
public sealed record StorageOptions
{
    /// <summary>Mounts in the long form.</summary>
    [Option("--mount", Type = "mount", Help = "Attach a filesystem mount to the container")]
    public EquatableList<MountEntry> Mounts { get; init; } = [];

    /// <summary>Nothing in the image can be changed.</summary>
    [Option("--read-only", Help = "Mount the container's root filesystem as read only")]
    public bool ReadOnly { get; init; }

    /// <summary>Size of /dev/shm.</summary>
    [Option("--shm-size", Type = "bytes", Help = "Size of /dev/shm")]
    public ByteSize? ShmSize { get; init; }

    /// <summary>Options of the storage driver, key=value.</summary>
    [Option("--storage-opt", Help = "Storage driver options for the container")]
    public EquatableList<string> StorageOptionList { get; init; } = [];

    /// <summary>Folders in memory, <c>path[:options]</c>.</summary>
    [Option("--tmpfs", Help = "Mount a tmpfs directory")]
    public EquatableList<string> Tmpfs { get; init; } = [];

    /// <summary>Volumes and host paths, <c>[source:]target[:options]</c>.</summary>
    [Option("--volume", "-v", Help = "Bind mount a volume")]
    public EquatableList<string> Volumes { get; init; } = [];

    /// <summary>Driver for volumes that are made.</summary>
    [Option("--volume-driver", Help = "Optional volume driver for the container")]
    public string? VolumeDriver { get; init; }

    /// <summary>Containers whose mounts to take over, <c>name[:ro|rw]</c>.</summary>
    [Option("--volumes-from", Help = "Mount volumes from the specified container(s)")]
    public EquatableList<string> VolumesFrom { get; init; } = [];
}
