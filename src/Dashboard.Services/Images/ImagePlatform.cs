namespace Dashboard.Services.Images;

/// <summary>A platform as images name it: "linux/arm64", "linux/arm/v7" (containerd's <c>platforms</c>).</summary>
/// <param name="Os">Operating system.</param>
/// <param name="Architecture">Processor.</param>
/// <param name="Variant">Its variant; "" none.</param>
public readonly record struct ImagePlatform(string Os, string Architecture, string Variant) : IParsable<ImagePlatform>
{
    /// <summary>Reads os/arch[/variant].</summary>
    /// <exception cref="FormatException">It is none; the message quotes it.</exception>
    public static ImagePlatform Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var platform)
        ? platform
        : throw new FormatException($"\"{s}\" is an invalid platform: os/arch or os/arch/variant is one");

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out ImagePlatform result)
    {
        var parts = s?.Split('/') ?? [];
        var valid = parts.Length is 2 or 3 && parts.All(p => p.Length > 0 && p.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.'));
        result = valid ? new ImagePlatform(parts[0].ToLowerInvariant(), parts[1].ToLowerInvariant(), parts.Length == 3 ? parts[2].ToLowerInvariant() : "") : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Variant.Length > 0 ? $"{Os}/{Architecture}/{Variant}" : $"{Os}/{Architecture}";

    /// <summary>As the engine's API takes it from version 1.46 on. No character needs an escape.</summary>
    internal string ToJson() => $$"""{"os":"{{Os}}","architecture":"{{Architecture}}"{{(Variant.Length > 0 ? $",\"variant\":\"{Variant}\"" : "")}}}""";
}
