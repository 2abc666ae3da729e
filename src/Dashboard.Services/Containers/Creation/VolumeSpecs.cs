using Dashboard.Services.Commands;
using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Containers.Creation;

/// <summary>Reads <c>--volume</c>: with a source it is a bind, without one an anonymous volume.</summary>
internal static class VolumeSpecs
{
    /// <summary>The engine's <c>Binds</c> and <c>Volumes</c> for <paramref name="volumes"/>.</summary>
    /// <exception cref="CommandLineException">Worded as the docker CLI does; or a path is relative, which means nothing on a server.</exception>
    public static (IReadOnlyList<string>? Binds, IReadOnlyDictionary<string, Nothing> Anonymous) Read(IEnumerable<string> volumes)
    {
        List<string> binds = [];
        Dictionary<string, Nothing> anonymous = [];
        foreach (var volume in volumes.Distinct(StringComparer.Ordinal))
        {
            if (HasSource(volume))
            {
                binds.Add(volume);
            }
            else
            {
                anonymous[volume] = default;
            }
        }

        return (binds.Count == 0 ? null : binds, anonymous);
    }

    private static bool HasSource(string volume)
    {
        if (volume.Length == 0)
        {
            throw new CommandLineException("invalid empty volume spec");
        }

        var parts = volume.Split(':');
        if (parts.Length > 1 && Array.Exists(parts, p => p.Length == 0))
        {
            throw new CommandLineException($"invalid spec: {volume}: empty section between colons");
        }

        if (parts[0] is ['.' or '~', ..])
        {
            throw new CommandLineException($"the path {parts[0]} is relative to where the docker CLI runs; name it in full");
        }

        // The docker CLI takes one letter and a colon for a Windows drive.
        return parts.Length > 1 && !(parts is [{ Length: 1 }, ['/' or '\\', ..]] && char.IsAsciiLetter(volume[0]));
    }
}
