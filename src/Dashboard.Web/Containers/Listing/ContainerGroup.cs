namespace Dashboard.Web.Containers.Listing;

/// <summary>What groups are told apart by: a compose project on an engine; two engines may have one of the same name.</summary>
/// <param name="Environment">Name of the engine; "" for the containers without a project, of whichever engine.</param>
/// <param name="Project">Name of the project; "" for none.</param>
public readonly record struct GroupKey(string Environment, string Project)
{
    /// <summary>Containers that belong to no project.</summary>
    public static GroupKey Rest { get; } = new("", "");

    /// <summary>Whether this is <see cref="Rest"/>.</summary>
    public bool IsRest => Project.Length == 0;

    /// <summary>Where a container belongs.</summary>
    public static GroupKey Of(ContainerRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Container.Project is { Length: > 0 } project ? new GroupKey(row.Environment.Name.Value, project) : Rest;
    }
}

/// <summary>How many of a group's containers the filter lets through, and how they are.</summary>
/// <param name="Total">All of them.</param>
/// <param name="Running">Those whose process runs, unhealthy ones too.</param>
/// <param name="Unhealthy">Running ones whose health check fails.</param>
/// <param name="Failed">Ended ones, with another code than 0.</param>
public readonly record struct GroupCounts(int Total, int Running, int Unhealthy, int Failed)
{
    /// <summary>Those that do not run and did not fail.</summary>
    public int Stopped => Total - Running - Failed;

    /// <summary>With one container more, or less.</summary>
    /// <param name="row">The container.</param>
    /// <param name="more">1 or -1.</param>
    public GroupCounts With(ContainerRow row, int more)
    {
        ArgumentNullException.ThrowIfNull(row);
        var c = row.Container;
        return new GroupCounts(
            Total + more,
            Running + (c.IsRunning ? more : 0),
            Unhealthy + (c.Health == "unhealthy" ? more : 0),
            Failed + (!c.IsRunning && c.ExitCode is not (null or 0) ? more : 0));
    }
}

/// <summary>A group of the table as it stands.</summary>
public sealed class ContainerGroup(GroupKey key, bool isCollapsed)
{
    /// <summary>Which.</summary>
    public GroupKey Key => key;

    /// <summary>Whether its rows are hidden.</summary>
    public bool IsCollapsed => isCollapsed;

    /// <summary>What is in it.</summary>
    public GroupCounts Counts { get; internal set; }

    /// <summary>Groups by name, then engine; the rest last. Null: there are no groups.</summary>
    public static int Compare(ContainerGroup? x, ContainerGroup? y)
    {
        if (ReferenceEquals(x, y) || x is null || y is null)
        {
            return 0;
        }

        var rest = (x.Key.IsRest ? 1 : 0) - (y.Key.IsRest ? 1 : 0);
        var names = rest != 0 ? rest : StringComparer.OrdinalIgnoreCase.Compare(x.Key.Project, y.Key.Project);
        names = names != 0 ? names : string.CompareOrdinal(x.Key.Project, y.Key.Project);
        return names != 0 ? names : string.CompareOrdinal(x.Key.Environment, y.Key.Environment);
    }
}

/// <summary>A line of the table: a group's head, or a container, in its group where there are groups.</summary>
/// <param name="Group">The group; null without grouping.</param>
/// <param name="Row">The container; null for a head.</param>
public readonly record struct TableLine(ContainerGroup? Group, ContainerRow? Row);
