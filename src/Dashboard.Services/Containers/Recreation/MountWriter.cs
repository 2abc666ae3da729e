using System.Globalization;
using Dashboard.Services.Containers.Values;
using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Containers.Recreation;

/// <summary>Writes a mount as <c>--mount</c> takes it.</summary>
internal static class MountWriter
{
    /// <summary>The fields of <paramref name="mount"/>.</summary>
    public static string Write(MountSpec mount) => string.Join(',', Fields(mount).Select(CsvFields.Quote));

    private static IEnumerable<string> Fields(MountSpec mount)
    {
        (string Key, string? Value)[] fields =
        [
            ("type", mount.Type), ("source", mount.Source), ("target", mount.Target), ("readonly", mount.ReadOnly == true ? "true" : null),
            ("consistency", mount.Consistency), ("bind-propagation", mount.BindOptions?.Propagation), ("bind-recursive", Recursive(mount.BindOptions)),
            ("volume-nocopy", mount.VolumeOptions?.NoCopy == true ? "true" : null), ("volume-subpath", mount.VolumeOptions?.Subpath),
            ("volume-driver", mount.VolumeOptions?.DriverConfig?.Name), ("image-subpath", mount.ImageOptions?.Subpath),
            ("tmpfs-size", mount.TmpfsOptions?.SizeBytes?.ToString(CultureInfo.InvariantCulture)),
            ("tmpfs-mode", mount.TmpfsOptions?.Mode is { } mode ? Convert.ToString(mode, 8) : null),
            .. Pairs("volume-label", mount.VolumeOptions?.Labels), .. Pairs("volume-opt", mount.VolumeOptions?.DriverConfig?.Options),
        ];
        return fields.Where(f => !string.IsNullOrEmpty(f.Value)).Select(f => $"{f.Key}={f.Value}");
    }

    private static string? Recursive(BindSpec? bind) => bind switch
    {
        { NonRecursive: true } => "disabled",
        { ReadOnlyNonRecursive: true } => "writable",
        { ReadOnlyForceRecursive: true } => "readonly",
        _ => null,
    };

    private static IEnumerable<(string Key, string? Value)> Pairs(string key, IReadOnlyDictionary<string, string>? pairs) =>
        (pairs ?? new Dictionary<string, string>()).Select(p => (key, (string?)$"{p.Key}={p.Value}"));
}
