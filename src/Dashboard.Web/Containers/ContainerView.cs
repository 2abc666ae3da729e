using Dashboard.Services.Containers;
using Dashboard.Web.Containers.Listing;

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

/// <summary>How somebody looks at the list of containers. Immutable, and knows nothing of pages.</summary>
/// <param name="Search">What is typed into the filter; its grammar is that of <see cref="FilterText"/>.</param>
/// <param name="State">By state.</param>
public sealed record ContainerView(string Search = "", StateFilter State = StateFilter.All)
{
    /// <summary>Order, grouping and columns, which are remembered.</summary>
    public ListChoices Choices { get; init; } = ListChoices.Default;

    /// <summary>The view after a click on a column's head: turned round if it is the order already.</summary>
    public ContainerView SortedBy(ListColumn column) => this with
    {
        Choices = Choices with
        {
            Sort = column,
            IsDescending = Choices.Sort == column ? !Choices.IsDescending : ListColumns.BeginsDescending(column),
        },
    };

    /// <summary>Whether the state filter lets a container through.</summary>
    public bool Shows(ContainerSummary container) => State switch
    {
        StateFilter.Running => container.IsRunning,
        StateFilter.Stopped => !container.IsRunning,
        _ => true,
    };
}
