using System.Globalization;

namespace Dashboard.Web.Containers;

/// <summary>Numbers of bytes for people.</summary>
internal static class ByteText
{
    private static readonly string[] _units = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>In the largest unit that leaves a whole: "1.5 GiB".</summary>
    public static string Of(double bytes)
    {
        var unit = 0;
        for (; bytes >= 1024 && unit < _units.Length - 1; unit++)
        {
            bytes /= 1024;
        }

        return bytes.ToString("0.##", CultureInfo.CurrentCulture) + " " + _units[unit];
    }
}
