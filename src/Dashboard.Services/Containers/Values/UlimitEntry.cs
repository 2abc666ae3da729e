using System.Globalization;
using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Containers.Values;

/// <summary>A limit of the processes inside, <c>name=soft[:hard]</c>, e.g. "nofile=1024:2048"; -1 is unlimited.</summary>
/// <param name="Name">Name of the limit without "RLIMIT_".</param>
/// <param name="Soft">What processes have.</param>
/// <param name="Hard">How far they may raise it.</param>
public readonly record struct UlimitEntry(string Name, long Soft, long Hard)
{
    private static readonly string[] _names =
    [
        "core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc", "rss", "rtprio", "rttime", "sigpending", "stack",
    ];

    /// <summary>Reads a limit.</summary>
    /// <exception cref="FormatException">Worded as the docker CLI does.</exception>
    public static UlimitEntry Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        if (s.Split('=', 2) is not [var name, var limits])
        {
            throw new FormatException($"invalid ulimit argument: {s}");
        }

        if (!_names.Contains(name))
        {
            throw new FormatException($"invalid ulimit type: {name}");
        }

        var numbers = limits.Split(':');
        if (numbers.Length > 2)
        {
            throw new FormatException($"too many limit value arguments - {limits}, can only have up to two, `soft[:hard]`");
        }

        var soft = Number(numbers[0]);
        var hard = numbers.Length == 2 ? Number(numbers[1]) : soft;
        if (hard != -1 && soft == -1)
        {
            throw new FormatException($"ulimit soft limit must be less than or equal to hard limit: soft: -1 (unlimited), hard: {hard}");
        }

        return hard != -1 && soft > hard
            ? throw new FormatException($"ulimit soft limit must be less than or equal to hard limit: {soft} > {hard}")
            : new UlimitEntry(name, soft, hard);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Soft == Hard ? string.Create(CultureInfo.InvariantCulture, $"{Name}={Soft}") : string.Create(CultureInfo.InvariantCulture, $"{Name}={Soft}:{Hard}");

    internal UlimitSpec ToSpec() => new(Name, Hard, Soft);

    private static long Number(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new FormatException($"strconv.ParseInt: parsing \"{text}\": invalid syntax");
}
