using Dashboard.Services.Commands;
using Dashboard.Services.Formatting;
using Docker.DotNet.Models;

namespace Dashboard.Services.Containers;

/// <summary>The engine's filters of <c>container prune</c>, for those on whose behalf it can't be asked as a whole.</summary>
internal static class PruneFilter
{
    /// <exception cref="EngineErrorException">Invalid: an unknown filter or a wrong time, in the engine's words.</exception>
    public static Func<ContainerListResponse, bool> Of(IReadOnlyList<FilterOption> filters, DateTimeOffset now)
    {
        List<Func<ContainerListResponse, bool>> all = [];
        foreach (var filter in filters)
        {
            all.Add(filter.Name switch
            {
                "label" => c => Has(c, filter.Value),
                "label!" => c => !Has(c, filter.Value),
                "until" => Until(filter.Value, now),
                _ => throw Invalid($"Invalid filter '{filter.Name}'"),
            });
        }

        return container => all.TrueForAll(matches => matches(container));
    }

    private static Func<ContainerListResponse, bool> Until(string text, DateTimeOffset now)
    {
        var until = GoTime.Parse(text, now) ?? throw Invalid($"failed to parse value as time or duration: {GoQuote.Quote(text)}");
        return c => new DateTimeOffset(DateTime.SpecifyKind(c.Created, DateTimeKind.Utc)) < until;
    }

    // "key" or "key=value"
    private static bool Has(ContainerListResponse container, string label)
    {
        var parts = label.Split('=', 2);
        return container.Labels?.TryGetValue(parts[0], out var value) == true && (parts.Length == 1 || value == parts[1]);
    }

    private static EngineErrorException Invalid(string words) => new(new EngineError(EngineErrorKind.Invalid, words));
}
