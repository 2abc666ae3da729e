using System.Globalization;

namespace Dashboard.Services.Containers.Values;

/// <summary>A number of CPUs, as <c>--cpus</c> takes it: "1.5".</summary>
/// <param name="NanoCpus">Billionths of a CPU.</param>
public readonly record struct CpuCount(long NanoCpus)
{
    private const decimal Billion = 1_000_000_000m;

    /// <summary>Reads a decimal number, or a fraction such as "1/2".</summary>
    /// <exception cref="FormatException">It is none, or has more than nine decimals.</exception>
    public static CpuCount Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        var slash = s.IndexOf('/', StringComparison.Ordinal);
        if (!Number(slash < 0 ? s : s[..slash], out var numerator) || !Number(slash < 0 ? "1" : s[(slash + 1)..], out var denominator) || denominator == 0)
        {
            throw new FormatException($"failed to parse {s} as a rational number");
        }

        var nano = numerator / denominator * Billion;
        return decimal.IsInteger(nano) && nano is >= long.MinValue and <= long.MaxValue
            ? new CpuCount((long)nano)
            : throw new FormatException("value is too precise");
    }

    /// <inheritdoc/>
    public override string ToString() => (NanoCpus / Billion).ToString("0.#########", CultureInfo.InvariantCulture);

    private static bool Number(string text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.Float & ~(NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite), CultureInfo.InvariantCulture, out value);
}
