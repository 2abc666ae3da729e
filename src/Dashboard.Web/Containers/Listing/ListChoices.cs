using System.Collections.Immutable;

namespace Dashboard.Web.Containers.Listing;

/// <summary>What somebody chose about the table, and wants to find again.</summary>
public sealed record ListChoices
{
    /// <summary>What nobody has chosen anything about yet.</summary>
    public static ListChoices Default { get; } = new();

    /// <summary>The columns shown.</summary>
    public ImmutableHashSet<ListColumn> Columns { get; init; } = [.. ListColumns.Usual];

    /// <summary>Whether containers stand in groups, by compose project.</summary>
    public bool IsGrouped { get; init; } = true;

    /// <summary>Groups whose rows are hidden.</summary>
    public ImmutableHashSet<GroupKey> Collapsed { get; init; } = [];

    /// <summary>By which column.</summary>
    public ListColumn Sort { get; init; } = ListColumn.Name;

    /// <summary>Whether that order is turned round.</summary>
    public bool IsDescending { get; init; }

    /// <summary>With a column shown or hidden; the first two always are shown.</summary>
    public ListChoices WithColumn(ListColumn column, bool isShown) => this with
    {
        Columns = isShown || !ListColumns.Optional.Contains(column) ? Columns.Add(column) : Columns.Remove(column),
    };

    /// <summary>With a group's rows hidden or shown.</summary>
    public ListChoices WithCollapsed(GroupKey group, bool isCollapsed) => this with
    {
        Collapsed = isCollapsed ? Collapsed.Add(group) : Collapsed.Remove(group),
    };
}
