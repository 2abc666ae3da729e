using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Stats;

namespace Dashboard.Web.Containers.Listing;

/// <summary>
/// A total order of the table's lines: groups by name, the rest last, each group's head before its rows, rows by a column. What has no value stands last,
/// whichever way the order is turned; what is equal is in order of name, engine and id, so that every line has one place.
/// </summary>
/// <param name="column">By what.</param>
/// <param name="descending">Whether the order within groups is turned round.</param>
/// <param name="usage">What containers used when the order was made; figures that move would leave a sorted list unsorted.</param>
public sealed class LineOrder(ListColumn column, bool descending, IReadOnlyDictionary<ContainerKey, UsagePoint> usage) : IComparer<TableLine>
{
    private static readonly StringComparer _words = StringComparer.OrdinalIgnoreCase;

    /// <inheritdoc/>
    public int Compare(TableLine x, TableLine y)
    {
        var groups = ContainerGroup.Compare(x.Group, y.Group);
        return groups != 0 ? groups
            : x.Row is null || y.Row is null ? (x.Row is null ? 0 : 1) - (y.Row is null ? 0 : 1)
            : Compare(x.Row, y.Row);
    }

    private int Compare(ContainerRow a, ContainerRow b)
    {
        var by = column == ListColumn.Name ? Turn(_words.Compare(a.Container.Name, b.Container.Name)) : CompareBy(a, a.Container, b, b.Container);
        return by != 0 ? by
            : _words.Compare(a.Container.Name, b.Container.Name) is var names and not 0 ? names
            : string.CompareOrdinal(a.Environment.Name.Value, b.Environment.Name.Value) is var engines and not 0 ? engines
            : string.CompareOrdinal(a.Container.Id, b.Container.Id);
    }

    private int CompareBy(ContainerRow a, ContainerSummary x, ContainerRow b, ContainerSummary y) => column switch
    {
        ListColumn.State => Turn((x.IsRunning ? 0 : 1) - (y.IsRunning ? 0 : 1) is var running and not 0 ? running : x.State - y.State),
        ListColumn.Image => Turn(_words.Compare(x.Image, y.Image)),
        ListColumn.Command => Turn(_words.Compare(x.Command, y.Command)),
        ListColumn.Id => Turn(string.CompareOrdinal(x.Id, y.Id)),
        ListColumn.Engine => Turn(_words.Compare(a.Environment.Name.Value, b.Environment.Name.Value)),
        ListColumn.Networks => Words(First(x.Networks), First(y.Networks)),
        ListColumn.Labels => Words(FirstLabel(x), FirstLabel(y)),
        ListColumn.Ports => Numbers(FirstPort(x), FirstPort(y)),
        ListColumn.Cpu => Numbers(Used(a)?.CpuPercent, Used(b)?.CpuPercent),
        ListColumn.Memory => Numbers(Used(a)?.MemoryBytes, Used(b)?.MemoryBytes),
        ListColumn.Restarts => Numbers(x.RestartCount, y.RestartCount),
        ListColumn.ExitCode => Numbers(x.ExitCode, y.ExitCode),
        // A column of ages: ascending is youngest first.
        ListColumn.Created => Turn(y.Created.CompareTo(x.Created)),
        _ => 0,
    };

    private int Turn(int order) => descending ? -order : order;

    private int Numbers(double? a, double? b) => (a, b) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        var (x, y) => Turn(x.Value.CompareTo(y.Value)),
    };

    private int Words(string? a, string? b) => (a, b) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        _ => Turn(_words.Compare(a, b)),
    };

    // Only what runs has figures; those of its last run would be a lie.
    private UsagePoint? Used(ContainerRow row) => row.Container.HasProcesses && usage.TryGetValue(row.Key, out var point) ? point : null;

    private static string? First(EquatableList<string> list) => list.Count > 0 ? list[0] : null;

    private static double? FirstPort(ContainerSummary c) => c.Ports.Count > 0 ? c.Ports[0].PublicPort ?? 65536 + c.Ports[0].PrivatePort : null;

    private static string? FirstLabel(ContainerSummary c) => ShownLabels.Of(c).Select(l => $"{l.Key}={l.Value}").FirstOrDefault();
}
