using System.Text.RegularExpressions;

namespace Dashboard.Services.Containers.Values;

/// <summary>A rule of the devices cgroup, "type major:minor mode", e.g. "c 1:3 rw".</summary>
/// <param name="Text">As given.</param>
public readonly partial record struct DeviceRule(string Text)
{
    /// <summary>Reads a rule.</summary>
    /// <exception cref="FormatException">Worded as the docker CLI does.</exception>
    public static DeviceRule Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var rule) ? rule : throw new FormatException($"invalid device cgroup format '{s}'");

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out DeviceRule result)
    {
        result = new DeviceRule(s ?? "");
        return s is not null && Format().IsMatch(s);
    }

    /// <inheritdoc/>
    public override string ToString() => Text ?? "";

    [GeneratedRegex(@"\A[acb] ([0-9]+|\*):([0-9]+|\*) [rwm]{1,3}\z")]
    private static partial Regex Format();
}
