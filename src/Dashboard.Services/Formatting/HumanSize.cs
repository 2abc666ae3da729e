namespace Dashboard.Services.Formatting;

/// <summary>Sizes in the docker CLI's words (go-units).</summary>
public static class HumanSize
{
    private static readonly string[] _decimal = ["B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"];
    private static readonly string[] _binary = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"];

    /// <summary>In powers of 1000 with so many digits: "1.98MB".</summary>
    /// <param name="bytes">How many bytes.</param>
    /// <param name="precision">Digits in all; docker uses 3 for disks and networks, 4 elsewhere.</param>
    public static string InThousands(double bytes, int precision = 4) => Of(bytes, precision, 1000, _decimal);

    /// <summary>In powers of 1024 with four digits: "23.54GiB".</summary>
    public static string In1024s(double bytes) => Of(bytes, 4, 1024, _binary);

    private static string Of(double bytes, int precision, double step, string[] units)
    {
        var unit = 0;
        for (; bytes >= step && unit < units.Length - 1; unit++)
        {
            bytes /= step;
        }

        return GoNumbers.General(bytes, precision) + units[unit];
    }
}
