using System.Globalization;
using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Containers.Values;

/// <summary>A block device and its share, <c>path:weight</c> with a weight of 0 or 10 to 1000.</summary>
/// <param name="Path">Path under /dev/.</param>
/// <param name="Weight">Relative weight.</param>
public readonly record struct DeviceWeight(string Path, ushort Weight)
{
    /// <summary>Reads a share.</summary>
    /// <exception cref="FormatException">Worded as the docker CLI does.</exception>
    public static DeviceWeight Parse(string s, IFormatProvider? provider)
    {
        var (path, number) = DeviceBound.Split(s);
        return ushort.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var weight) && weight is 0 or (>= 10 and <= 1000)
            ? new DeviceWeight(path, weight)
            : throw new FormatException($"invalid weight for device: {s}");
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Path}:{Weight}");

    internal WeightDeviceSpec ToSpec() => new(Path, Weight);
}
