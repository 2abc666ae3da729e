using System.Collections.ObjectModel;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;
using Dashboard.Services.Logs.Merging;
using Dashboard.Web.Containers.Listing;
using Dashboard.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers;

/// <summary>The dense table of containers: only the rows in sight are rendered, so ten thousand cost what thirty do.</summary>
public partial class ContainerTable
{
    /// <summary>The lines shown, in order.</summary>
    [Parameter, EditorRequired]
    public required ReadOnlyCollection<TableLine> Lines { get; set; }

    /// <summary>How many containers the filter lets through, in collapsed groups too.</summary>
    [Parameter]
    public int ShownCount { get; set; }

    /// <summary>How they are looked at.</summary>
    [Parameter, EditorRequired]
    public required ContainerView View { get; set; }

    /// <summary>A head was clicked, or a group's.</summary>
    [Parameter]
    public EventCallback<ContainerView> ViewChanged { get; set; }

    /// <summary>Whether groups say which engine they are on.</summary>
    [Parameter]
    public bool ShowsEngines { get; set; }

    /// <summary>Keys of the selected rows, all of which are shown; changed in place.</summary>
    [Parameter, EditorRequired]
    public required HashSet<ContainerKey> Selection { get; set; }

    /// <summary>The selection was changed.</summary>
    [Parameter]
    public EventCallback SelectionChanged { get; set; }

    /// <summary>All that are shown are to be selected, or none.</summary>
    [Parameter]
    public EventCallback<bool> SelectAll { get; set; }

    /// <summary>All of a group are to be selected, or none if they are.</summary>
    [Parameter]
    public EventCallback<GroupKey> SelectGroup { get; set; }

    /// <summary>Whether all of a group are selected.</summary>
    [Parameter, EditorRequired]
    public required Func<ContainerGroup, bool> IsGroupSelected { get; set; }

    /// <summary>A label was clicked: it is to be filtered by this term, or no more.</summary>
    [Parameter, EditorRequired]
    public required Func<string, Task> FilterBy { get; set; }

    /// <summary>Keys of rows that a command is running on.</summary>
    [Parameter]
    public IReadOnlySet<ContainerKey> Busy { get; set; } = new HashSet<ContainerKey>();

    /// <summary>Environments whose rows may be out of date.</summary>
    [Parameter]
    public IReadOnlySet<DockerEnvironment> Stale { get; set; } = new HashSet<DockerEnvironment>();

    /// <summary>Whose rights decide which buttons there are; the server decides again.</summary>
    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    /// <summary>Runs a command on rows; the page fills in their names.</summary>
    [Parameter, EditorRequired]
    public required Func<IReadOnlyList<ContainerRow>, ContainersCommand, Task> Run { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ContainersText> Text { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ListingText> Listing { get; set; } = null!;

    private IReadOnlyList<ListColumn> Columns { get; set; } = [];

    private bool AllSelected => ShownCount > 0 && Selection.Count == ShownCount;

    /// <inheritdoc/>
    protected override void OnParametersSet() => Columns = [.. ListColumns.All.Where(View.Choices.Columns.Contains)];

    // Judged by what the grant of a stack or an engine says; who may read only some of its containers selects those.
    private string? LogAddress(GroupKey group) =>
        !group.IsRest
        && Actor.RightsOn(ResourceName.Parse(group.Environment, null), new Dictionary<string, string> { [GrantScope.ProjectLabel] = group.Project }).HasFlag(Right.Logs)
            ? AppUrls.MergedLog(group.Environment, LogSelector.OfProject(group.Project))
            : null;

    private string AriaSort(ListColumn column) =>
        View.Choices.Sort != column ? "none" : View.Choices.IsDescending ? "descending" : "ascending";

    private Task SelectAsync(ContainerRow row, bool selected)
    {
        _ = selected ? Selection.Add(row.Key) : Selection.Remove(row.Key);
        return SelectionChanged.InvokeAsync();
    }
}
