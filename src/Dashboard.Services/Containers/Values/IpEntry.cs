using System.Net;

namespace Dashboard.Services.Containers.Values;

/// <summary>An IP address, version 4 or 6.</summary>
/// <param name="Text">As given, without blanks around.</param>
public readonly record struct IpEntry(string Text)
{
    /// <summary>Reads an address.</summary>
    /// <exception cref="FormatException">It is none; worded as the docker CLI does.</exception>
    public static IpEntry Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var entry) ? entry : throw new FormatException($"IP address is not correctly formatted: {s}");

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out IpEntry result)
    {
        var text = s?.Trim() ?? "";
        result = new IpEntry(text);
        return IsAddress(text);
    }

    /// <summary>Whether Go's net.ParseIP takes it: four decimal numbers or an IPv6 address, where .NET also takes "1.2" and "0x7f000001".</summary>
    public static bool IsAddress(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IPAddress.TryParse(text, out _) && (text.Contains(':', StringComparison.Ordinal)
            ? text[0] != '[' && !text.Contains('%', StringComparison.Ordinal)
            : text.Split('.') is { Length: 4 } parts && Array.TrueForAll(parts, p => p.Length is > 0 and <= 3 && p.All(char.IsAsciiDigit) && (p.Length == 1 || p[0] != '0')));
    }

    /// <inheritdoc/>
    public override string ToString() => Text ?? "";
}
