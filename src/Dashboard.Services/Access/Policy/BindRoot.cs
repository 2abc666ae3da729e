namespace Dashboard.Services.Access.Policy;

/// <summary>A path of the engine's host that may be bound.</summary>
/// <param name="Path">The path, clean and absolute.</param>
/// <param name="WithAllBelow">Everything below it too, but then to read only.</param>
internal sealed record BindRoot(string Path, bool WithAllBelow)
{
    private const string BelowSuffix = "/**:ro";

    // Whoever can write here, or read all of it, is root on the host.
    private static readonly string[] _never = ["/bin", "/boot", "/dev", "/etc", "/lib", "/lib64", "/proc", "/root", "/run", "/sbin", "/sys", "/usr", "/var/lib/docker", "/var/lib/containerd", "/var/run"];

    /// <summary>Reads an entry of the setting.</summary>
    /// <exception cref="FormatException">It is no clean absolute path, or one that would give the host away.</exception>
    public static BindRoot Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var below = text.EndsWith(BelowSuffix, StringComparison.Ordinal);
        var path = below ? text[..^BelowSuffix.Length] : text;
        if (!IsClean(path) || path.AsSpan().ContainsAny('*', ':'))
        {
            throw new FormatException($"\"{text}\" is neither an absolute path such as \"/srv/data\" nor one with all below it to read, such as \"/srv/www/**:ro\".");
        }

        return Array.Exists(_never, n => path == n || path.StartsWith(n + "/", StringComparison.Ordinal) || n.StartsWith(path.TrimEnd('/') + "/", StringComparison.Ordinal))
            ? throw new FormatException($"\"{text}\" would give away the host: whoever binds it is root there.")
            : new BindRoot(path, below);
    }

    /// <summary>Whether a bind of <paramref name="source"/> is within.</summary>
    public bool Allows(string source, bool readOnly) =>
        IsClean(source)
        && (WithAllBelow ? readOnly && (source + "/").StartsWith(Path + "/", StringComparison.Ordinal) : source == Path);

    /// <summary>Whether <paramref name="path"/> is absolute and has no part that is empty, "." or "..".</summary>
    public static bool IsClean(string path) =>
        path is ['/', not '/', ..] && path[1..].Split('/').All(p => p is not ("" or "." or "..")) && !path.Contains('\0', StringComparison.Ordinal);
}
