using Dashboard.Services.Commands;
using Dashboard.Services.Containers;

namespace Dashboard.Web.Containers.Listing;

/// <summary>The labels of a container that say something to people: without compose's own, values that look secret masked, in order of key.</summary>
public static class ShownLabels
{
    private const string Compose = "com.docker.compose.";

    /// <summary>Those of <paramref name="container"/>.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(ContainerSummary container)
    {
        ArgumentNullException.ThrowIfNull(container);
        return MaskedLabels.Of(container.Labels)
            .Where(l => !l.Key.StartsWith(Compose, StringComparison.Ordinal))
            .OrderBy(l => l.Key, StringComparer.Ordinal);
    }
}
