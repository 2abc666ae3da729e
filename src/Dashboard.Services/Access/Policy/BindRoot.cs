namespace Dashboard.Services.Access.Policy;

/// <summary>
/// A folder of the engine's host that may be bound: itself and nothing below it. The engine follows links when it mounts, and whoever can write
/// to a folder can put a link there, so a path below a root is never safe; a folder that is needed gets an entry of its own.
/// </summary>
/// <param name="Path">The path, clean and absolute.</param>
/// <param name="IsReadOnly">Whether it may be bound to read only.</param>
internal sealed record BindRoot(string Path, bool IsReadOnly)
{
    private const string ReadOnlySuffix = ":ro";
    private const string WithAllBelow = "/**";

    // Whoever can write here, or read all of it, is root on the host.
    private static readonly string[] _never = ["/bin", "/boot", "/dev", "/etc", "/lib", "/lib64", "/proc", "/root", "/run", "/sbin", "/sys", "/usr", "/var/lib/docker", "/var/lib/containerd", "/var/run"];

    /// <summary>Reads an entry of the setting.</summary>
    /// <exception cref="FormatException">It is no clean absolute path, or one that would give the host away.</exception>
    public static BindRoot Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var readOnly = text.EndsWith(ReadOnlySuffix, StringComparison.Ordinal);
        var path = readOnly ? text[..^ReadOnlySuffix.Length] : text;
        if (path.EndsWith(WithAllBelow, StringComparison.Ordinal))
        {
            throw new FormatException(
                $"\"{text}\" is not safe: the engine follows links below it, also out of it. Name each folder by itself, such as \"/srv/www:ro\", or make a volume of it, of which containers can mount a subpath.");
        }

        if (!IsClean(path) || path.AsSpan().ContainsAny('*', ':'))
        {
            throw new FormatException($"\"{text}\" is neither an absolute path such as \"/srv/data\" nor one to read only, such as \"/srv/www:ro\".");
        }

        return Array.Exists(_never, n => IsWithin(path, n) || IsWithin(n, path))
            ? throw new FormatException($"\"{text}\" would give away the host: whoever binds it is root there.")
            : new BindRoot(path, readOnly);
    }

    /// <summary>Whether a bind of <paramref name="source"/> is allowed.</summary>
    public bool Allows(string source, bool readOnly) => source == Path && (readOnly || !IsReadOnly);

    /// <summary>
    /// Whether one of the two is, or is below, the other: through the outer one the path to the inner one can be replaced by a link.
    /// </summary>
    public bool Overlaps(BindRoot other) => IsWithin(Path, other.Path) || IsWithin(other.Path, Path);

    /// <summary>Whether <paramref name="path"/> is absolute and has no part that is empty, "." or "..".</summary>
    public static bool IsClean(string path) =>
        path is ['/', not '/', ..] && path[1..].Split('/').All(p => p is not ("" or "." or "..")) && !path.Contains('\0', StringComparison.Ordinal);

    private static bool IsWithin(string path, string folder) => (path + "/").StartsWith(folder + "/", StringComparison.Ordinal);
}
