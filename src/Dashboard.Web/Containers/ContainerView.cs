using Dashboard.Services.Containers;

namespace Dashboard.Web.Containers;

/// <summary>Which containers a list shows by their state.</summary>
public enum StateFilter
{
    /// <summary>All of them.</summary>
    All,

    /// <summary>Those whose process runs.</summary>
    Running,

    /// <summary>Those whose process does not.</summary>
    Stopped,
}

/// <summary>What a list is sorted by.</summary>
public enum SortColumn
{
    /// <summary>Running ones first, then by name.</summary>
    State,

    /// <summary>Name.</summary>
    Name,

    /// <summary>Image.</summary>
    Image,

    /// <summary>Time of creation.</summary>
    Created,
}

/// <summary>How somebody looks at the list of containers: filter and order. Immutable, and knows nothing of pages.</summary>
/// <param name="Search">Words that must all occur in name, id, image, status, ports, networks or labels; case does not matter.</param>
/// <param name="State">By state.</param>
/// <param name="Sort">By what.</param>
/// <param name="Descending">Whether the order is turned round.</param>
public sealed record ContainerView(string Search = "", StateFilter State = StateFilter.All, SortColumn Sort = SortColumn.Name, bool Descending = false)
{
    /// <summary>The rows that it shows, in its order.</summary>
    public IReadOnlyList<ContainerRow> Apply(IEnumerable<ContainerRow> rows)
    {
        var words = Search.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var shown = rows.Where(r => Shows(r.Container) && words.All(w => Matches(r.Container, w)));
        return [.. Order(shown)];
    }

    /// <summary>The view after a click on a column's head: turned round if it is the order already.</summary>
    public ContainerView SortedBy(SortColumn column) => this with { Sort = column, Descending = Sort == column && !Descending };

    /// <summary>Whether the state filter lets a container through.</summary>
    public bool Shows(ContainerSummary container) => State switch
    {
        StateFilter.Running => container.IsRunning,
        StateFilter.Stopped => !container.IsRunning,
        _ => true,
    };

    private IOrderedEnumerable<ContainerRow> Order(IEnumerable<ContainerRow> rows)
    {
        var byName = StringComparer.OrdinalIgnoreCase;
        return (Sort, Descending) switch
        {
            (SortColumn.State, false) => rows.OrderBy(r => !r.Container.IsRunning).ThenBy(r => r.Container.State).ThenBy(r => r.Container.Name, byName),
            (SortColumn.State, true) => rows.OrderBy(r => r.Container.IsRunning).ThenByDescending(r => r.Container.State).ThenBy(r => r.Container.Name, byName),
            (SortColumn.Image, false) => rows.OrderBy(r => r.Container.Image, byName).ThenBy(r => r.Container.Name, byName),
            (SortColumn.Image, true) => rows.OrderByDescending(r => r.Container.Image, byName).ThenBy(r => r.Container.Name, byName),
            // A column of ages: ascending is youngest first.
            (SortColumn.Created, false) => rows.OrderByDescending(r => r.Container.Created).ThenBy(r => r.Container.Name, byName),
            (SortColumn.Created, true) => rows.OrderBy(r => r.Container.Created).ThenBy(r => r.Container.Name, byName),
            (_, false) => rows.OrderBy(r => r.Container.Name, byName),
            (_, true) => rows.OrderByDescending(r => r.Container.Name, byName),
        };
    }

    private static bool Matches(ContainerSummary c, string word) =>
        Has(c.Name, word) || c.Id.StartsWith(word, StringComparison.OrdinalIgnoreCase) || Has(c.Image, word) || Has(c.Status, word)
        || c.Ports.Any(p => Has($"{p.PublicPort} {p.PrivatePort}/{p.Protocol}", word)) || c.Networks.Any(n => Has(n, word))
        || c.Labels.Any(l => Has($"{l.Key}={l.Value}", word));

    private static bool Has(string? text, string word) => text is not null && text.Contains(word, StringComparison.OrdinalIgnoreCase);
}
