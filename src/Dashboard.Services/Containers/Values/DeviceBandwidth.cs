using System.Globalization;
using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Containers.Values;

/// <summary>A block device and its bytes a second, <c>path:rate</c>, e.g. "/dev/sda:10mb".</summary>
/// <param name="Path">Path under /dev/.</param>
/// <param name="Rate">Bytes a second.</param>
public readonly record struct DeviceBandwidth(string Path, long Rate)
{
    /// <summary>Reads a bound.</summary>
    /// <exception cref="FormatException">Worded as the docker CLI does.</exception>
    public static DeviceBandwidth Parse(string s, IFormatProvider? provider)
    {
        var (path, number) = DeviceBound.Split(s);
        try
        {
            return new DeviceBandwidth(path, ByteSize.Parse(number, provider).Bytes);
        }
        catch (FormatException e)
        {
            throw new FormatException(
                $"invalid rate for device: {s}. The correct format is <device-path>:<number>[<unit>]. Number must be a positive integer. Unit is optional and can be kb, mb, or gb", e);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Path}:{new ByteSize(Rate)}";

    internal ThrottleDeviceSpec ToSpec() => new(Path, (ulong)Rate);
}
