using System.Globalization;
using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Containers.Values;

/// <summary>A block device and its operations a second, <c>path:rate</c>.</summary>
/// <param name="Path">Path under /dev/.</param>
/// <param name="Rate">Operations a second.</param>
public readonly record struct DeviceOperations(string Path, ulong Rate)
{
    /// <summary>Reads a bound.</summary>
    /// <exception cref="FormatException">Worded as the docker CLI does.</exception>
    public static DeviceOperations Parse(string s, IFormatProvider? provider)
    {
        var (path, number) = DeviceBound.Split(s);
        return ulong.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var rate)
            ? new DeviceOperations(path, rate)
            : throw new FormatException($"invalid rate for device: {s}. The correct format is <device-path>:<number>. Number must be a positive integer");
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Path}:{Rate}");

    internal ThrottleDeviceSpec ToSpec() => new(Path, Rate);
}
