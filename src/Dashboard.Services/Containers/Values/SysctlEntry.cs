namespace Dashboard.Services.Containers.Values;

/// <summary>A kernel setting of the container's own namespaces, key=value.</summary>
/// <param name="Text">As given.</param>
public readonly record struct SysctlEntry(string Text)
{
    private static readonly string[] _whole =
    [
        "kernel.msgmax", "kernel.msgmnb", "kernel.msgmni", "kernel.sem", "kernel.shmall", "kernel.shmmax", "kernel.shmmni", "kernel.shm_rmid_forced",
    ];

    private static readonly string[] _prefixes = ["net.", "fs.mqueue."];

    /// <summary>Its key.</summary>
    public string Key => (Text ?? "").Split('=', 2)[0];

    /// <summary>Its value.</summary>
    public string Value => (Text ?? "").Split('=', 2) is [_, var value] ? value : "";

    /// <summary>Reads a setting that a container can have of its own.</summary>
    /// <exception cref="FormatException">Worded as the docker CLI does.</exception>
    public static SysctlEntry Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var entry) ? entry : throw new FormatException($"sysctl '{s}' is not allowed");

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out SysctlEntry result)
    {
        result = new SysctlEntry(s ?? "");
        var key = result.Key;
        return s?.Contains('=', StringComparison.Ordinal) == true
            && (_whole.Contains(key) || Array.Exists(_prefixes, p => key.StartsWith(p, StringComparison.Ordinal)));
    }

    /// <inheritdoc/>
    public override string ToString() => Text ?? "";
}
