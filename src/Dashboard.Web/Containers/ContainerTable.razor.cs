using Dashboard.Services.Access;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers;

/// <summary>The dense table of containers: only the rows in sight are rendered, so ten thousand cost what thirty do.</summary>
public partial class ContainerTable
{
    private static readonly (SortColumn Column, string Css)[] Columns =
    [
        (SortColumn.State, "col-state"), (SortColumn.Name, "col-name"), (SortColumn.Image, "col-image"), (SortColumn.Created, "col-created"),
    ];

    private List<ContainerRow> _items = [];

    /// <summary>The rows shown, in order.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<ContainerRow> Rows { get; set; }

    /// <summary>How they are looked at, for the arrows in the heads.</summary>
    [Parameter, EditorRequired]
    public required ContainerView View { get; set; }

    /// <summary>A head was clicked.</summary>
    [Parameter]
    public EventCallback<ContainerView> ViewChanged { get; set; }

    /// <summary>Keys of the selected rows; changed in place.</summary>
    [Parameter, EditorRequired]
    public required HashSet<string> Selection { get; set; }

    /// <summary>The selection was changed.</summary>
    [Parameter]
    public EventCallback SelectionChanged { get; set; }

    /// <summary>Keys of rows that a command is running on.</summary>
    [Parameter]
    public IReadOnlySet<string> Busy { get; set; } = new HashSet<string>();

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

    private bool AllSelected => Rows.Count > 0 && Rows.All(r => Selection.Contains(r.Key));

    /// <inheritdoc/>
    protected override void OnParametersSet() => _items = [.. Rows];

    private string AriaSort(SortColumn column) => View.Sort != column ? "none" : View.Descending ? "descending" : "ascending";

    private Task SelectAllAsync(ChangeEventArgs change)
    {
        var keys = Rows.Select(r => r.Key);
        if (change.Value is true)
        {
            Selection.UnionWith(keys);
        }
        else
        {
            Selection.ExceptWith(keys);
        }

        return SelectionChanged.InvokeAsync();
    }

    private Task SelectAsync(ContainerRow row, bool selected)
    {
        _ = selected ? Selection.Add(row.Key) : Selection.Remove(row.Key);
        return SelectionChanged.InvokeAsync();
    }
}
