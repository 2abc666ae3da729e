using Dashboard.Services.Commands;

namespace Dashboard.Services.Images.Builds.Contexts;

/// <summary>Paths in a build's context, as archives name them.</summary>
internal static class ContextPath
{
    private const int Longest = 4096;

    /// <summary>From the top, with slashes between and none at the ends: "./a//b/" is "a/b"; "" is the top itself.</summary>
    /// <exception cref="EngineErrorException">Invalid: it leads out of the context, or is none; the message quotes it.</exception>
    public static string Of(string name)
    {
        var parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(p => p != ".").ToArray();
        if (name.StartsWith('/') || name.Contains('\0', StringComparison.Ordinal) || name.Length > Longest || parts.Contains(".."))
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Invalid, $"The archive has a path that leads out of it: \"{(name.Length > 200 ? name[..200] + "…" : name)}\""));
        }

        return string.Join('/', parts);
    }
}
