namespace Dashboard.Services.Containers.Values;

/// <summary>What shares and bounds of block devices have in common: <c>path:number</c>.</summary>
internal static class DeviceBound
{
    /// <summary>The device and what follows its last colon.</summary>
    /// <exception cref="FormatException">There is no colon, or the device is not under /dev/.</exception>
    public static (string Path, string Number) Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Split(':', 2) is not [{ Length: > 0 } path, { Length: > 0 } number])
        {
            throw new FormatException($"bad format: {text}");
        }

        return path.StartsWith("/dev/", StringComparison.Ordinal) ? (path, number) : throw new FormatException($"bad format for device path: {text}");
    }
}
