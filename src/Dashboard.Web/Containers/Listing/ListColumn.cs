namespace Dashboard.Web.Containers.Listing;

/// <summary>A column of the table of containers. Every one can be sorted by, and all but the first two can be hidden.</summary>
public enum ListColumn
{
    /// <summary>State and health; sorted: running ones first, then by name.</summary>
    State,

    /// <summary>Name.</summary>
    Name,

    /// <summary>Image.</summary>
    Image,

    /// <summary>What it runs.</summary>
    Command,

    /// <summary>Short id.</summary>
    Id,

    /// <summary>The engine it is on.</summary>
    Engine,

    /// <summary>Networks.</summary>
    Networks,

    /// <summary>Labels, but for those of compose.</summary>
    Labels,

    /// <summary>Ports.</summary>
    Ports,

    /// <summary>Share of a CPU.</summary>
    Cpu,

    /// <summary>Memory.</summary>
    Memory,

    /// <summary>How often its restart policy started it again.</summary>
    Restarts,

    /// <summary>What its last run ended with.</summary>
    ExitCode,

    /// <summary>Time of creation; sorted: youngest first.</summary>
    Created,
}

/// <summary>Which columns there are, and what is to be known of each.</summary>
public static class ListColumns
{
    /// <summary>All, in the order shown.</summary>
    public static IReadOnlyList<ListColumn> All { get; } = Enum.GetValues<ListColumn>();

    /// <summary>Those that can be hidden.</summary>
    public static IReadOnlyList<ListColumn> Optional { get; } = [.. All.Where(c => c is not (ListColumn.State or ListColumn.Name))];

    /// <summary>Those that are shown until somebody chooses.</summary>
    public static IReadOnlyList<ListColumn> Usual { get; } =
    [
        ListColumn.State, ListColumn.Name, ListColumn.Image, ListColumn.Ports, ListColumn.Cpu, ListColumn.Memory, ListColumn.Restarts, ListColumn.Created,
    ];

    /// <summary>The class of its cells: "col-" and its name.</summary>
    public static string Css(ListColumn column) => column switch
    {
        ListColumn.ExitCode => "col-exit",
        _ => $"col-{column.ToString().ToLowerInvariant()}",
    };

    /// <summary>The least width of a table with <paramref name="columns"/>, in pixels; with less it scrolls sideways, so that names are always there.</summary>
    public static int LeastWidth(IEnumerable<ListColumn> columns)
    {
        const int selectAndActions = 40 + 176;
        return selectAndActions + columns.Sum(LeastWidth);
    }

    // As in ContainerTable.razor.css, but for the name, which gets what is left.
    private static int LeastWidth(ListColumn column) => column switch
    {
        ListColumn.Name => 180,
        ListColumn.State => 112,
        ListColumn.Image or ListColumn.Command => 150,
        ListColumn.Labels => 200,
        ListColumn.Ports or ListColumn.Id => 120,
        ListColumn.Networks => 110,
        ListColumn.Created => 116,
        ListColumn.Engine => 88,
        ListColumn.Memory => 84,
        ListColumn.Restarts or ListColumn.ExitCode => 78,
        _ => 68,
    };

    /// <summary>Whether the first click on its head shows the largest first, because that is what one looks for.</summary>
    public static bool BeginsDescending(ListColumn column) =>
        column is ListColumn.Cpu or ListColumn.Memory or ListColumn.Restarts or ListColumn.ExitCode;
}
