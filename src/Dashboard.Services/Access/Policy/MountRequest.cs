using Dashboard.Services.Commands;
using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Access.Policy;

/// <summary>A mount as the policy sees it, whichever of the engine's two forms it was asked for in.</summary>
/// <param name="Type">"bind", "volume", "tmpfs", or what else was asked for.</param>
/// <param name="Source">Host path or volume name; null for an anonymous volume.</param>
/// <param name="IsReadOnly">Whether it can't be written to, nor can what is mounted below it.</param>
/// <param name="Oddity">What is not allowed about its options, in words, or null.</param>
internal sealed record MountRequest(string Type, string? Source, bool IsReadOnly, string? Oddity)
{
    private static readonly string[] _plainOptions = ["ro", "rw", "nocopy", "private", "rprivate", ""];

    /// <summary>Reads <c>source:target[:options]</c>.</summary>
    public static MountRequest OfBind(string bind)
    {
        var parts = bind.Split(':');
        var options = parts.Length > 2 ? parts[2].Split(',') : [];
        var oddity = parts.Length is < 2 or > 3 ? $"the mount \"{bind}\", which has too many parts"
            : Array.Find(options, o => !_plainOptions.Contains(o)) is { } odd ? $"the mount option {odd}"
            : null;
        var type = ResourceName.TryParse(parts[0], out var name) && name.Value == parts[0] ? "volume" : "bind";
        return new MountRequest(type, parts[0], options.Contains("ro"), oddity);
    }

    /// <summary>Reads the long form.</summary>
    public static MountRequest Of(MountSpec mount) => new(
        mount.Type, mount.Source, mount.ReadOnly == true && mount.BindOptions?.ReadOnlyNonRecursive != true, Oddities(mount).FirstOrDefault());

    private static IEnumerable<string> Oddities(MountSpec mount)
    {
        if (mount.Type is not ("bind" or "volume" or "tmpfs"))
        {
            yield return $"a mount of type {mount.Type}";
        }

        if (mount.Unknown is { Count: > 0 } || mount.TmpfsOptions?.Options is { Count: > 0 })
        {
            yield return "mount options that have no rule yet";
        }

        if (mount.BindOptions is { } bind && (bind.Propagation is not (null or "" or "private" or "rprivate") || bind.CreateMountpoint == true))
        {
            yield return "mount propagation";
        }

        if (mount.VolumeOptions?.DriverConfig is { } driver && (driver.Name is not (null or "" or "local") || driver.Options is { Count: > 0 }))
        {
            yield return "volume driver options";
        }

        if (mount.VolumeOptions?.Subpath is { Length: > 0 } subpath && !BindRoot.IsClean("/" + subpath))
        {
            yield return "a path that climbs out of its volume";
        }
    }
}
