using Dashboard.Services.Access;
using Dashboard.Services.Containers;
using Dashboard.Services.Logs.Merging;
using Dashboard.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers;

/// <summary>What can be done to all selected containers at once.</summary>
public partial class BulkActions
{
    /// <summary>The selected rows.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<ContainerRow> Selected { get; set; }

    /// <summary>Whose rights decide which buttons there are; the server decides again.</summary>
    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    /// <summary>Runs a command on rows; the page fills in their names.</summary>
    [Parameter, EditorRequired]
    public required Func<IReadOnlyList<ContainerRow>, ContainersCommand, Task> Run { get; set; }

    /// <summary>Nothing is to be selected any more.</summary>
    [Parameter]
    public EventCallback Clear { get; set; }

    // Offered when it may be done to one of them at least; the answer tells which it was refused for.
    private bool May(Right right) => Selected.Any(r => Actor.May(right, r.Environment.Name, r.Container));

    // Those of one engine, and at most as many as can be read as one.
    private string? LogAddress
    {
        get
        {
            var readable = Selected.Where(r => Actor.May(Right.Logs, r.Environment.Name, r.Container)).ToList();
            return readable.Count is > 0 and <= LogSelector.MostNames && readable.TrueForAll(r => r.Environment == readable[0].Environment)
                ? AppUrls.MergedLog(readable[0].Environment.Name.Value, LogSelector.OfContainers(readable.Select(r => r.Container.Name)))
                : null;
        }
    }

    [Inject]
    private IStringLocalizer<ContainersText> Text { get; set; } = null!;
}
