using Microsoft.Extensions.Configuration;

namespace Dashboard.Services.Access.Policy;

/// <summary>Finds what is wrong with <see cref="PolicyOptions.BindRoots"/>: each by itself, and all of them together.</summary>
internal static class BindRootErrors
{
    /// <summary>One line for each error, naming its key.</summary>
    /// <param name="roots">The setting.</param>
    /// <param name="dataDirectory">Where the dashboard keeps its database and keys; a full path.</param>
    public static IEnumerable<string> Find(IConfigurationSection roots, string dataDirectory)
    {
        List<(string Key, BindRoot Root)> read = [];
        foreach (var entry in roots.GetChildren())
        {
            var (root, error) = Read(entry.Value ?? "");
            if (root is null)
            {
                yield return $"{entry.Path}: {error}";
                continue;
            }

            foreach (var (key, other) in read.Where(o => o.Root.Overlaps(root)))
            {
                yield return $"{entry.Path}: \"{root.Path}\" and \"{other.Path}\" ({key}) overlap: through one of them the other can be replaced by a link that leads anywhere on the host. Keep one of them.";
            }

            if (root.Overlaps(new BindRoot(dataDirectory, IsReadOnly: false)))
            {
                yield return $"{entry.Path}: \"{root.Path}\" and the dashboard's own data directory ({dataDirectory}) overlap.";
            }

            if (LinkOnTheWay(root.Path) is { } link)
            {
                yield return $"{entry.Path}: \"{root.Path}\" leads through the link {link}. Name the folder that it leads to.";
            }

            read.Add((entry.Path, root));
        }
    }

    private static (BindRoot? Root, string? Error) Read(string text)
    {
        try
        {
            return (BindRoot.Parse(text), null);
        }
        catch (FormatException e)
        {
            return (null, e.Message);
        }
    }

    // As far as it can be seen: in a container, or for an engine on another host, the path is not ours, and there is nothing to be found.
    private static string? LinkOnTheWay(string path)
    {
        for (var at = path.Length; at > 0; at = path.LastIndexOf('/', at - 1))
        {
            if (new FileInfo(path[..at]).LinkTarget is not null)
            {
                return path[..at];
            }
        }

        return null;
    }
}
