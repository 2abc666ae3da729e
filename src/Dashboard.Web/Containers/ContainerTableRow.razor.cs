using Dashboard.Services.Access;
using Dashboard.Services.Containers;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers;

/// <summary>One container in the table.</summary>
public partial class ContainerTableRow
{
    /// <summary>The container.</summary>
    [Parameter, EditorRequired]
    public required ContainerRow Row { get; set; }

    /// <summary>Whose rights decide which buttons there are; the server decides again.</summary>
    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    /// <summary>Whether it is selected.</summary>
    [Parameter]
    public bool IsSelected { get; set; }

    /// <summary>Its checkbox was changed.</summary>
    [Parameter]
    public EventCallback<bool> SelectedChanged { get; set; }

    /// <summary>Whether a command is running on it.</summary>
    [Parameter]
    public bool IsBusy { get; set; }

    /// <summary>Whether it may be out of date, because its engine does not answer.</summary>
    [Parameter]
    public bool IsStale { get; set; }

    /// <summary>Whether it is the row that Tab reaches; the arrows go on from there.</summary>
    [Parameter]
    public bool IsFirst { get; set; }

    /// <summary>The time that its age is told by (UTC).</summary>
    [Parameter]
    public DateTimeOffset Now { get; set; }

    /// <summary>Runs a command on it; the page fills in its name.</summary>
    [Parameter, EditorRequired]
    public required Func<ContainersCommand, Task> Run { get; set; }

    // What they may do to this one, which decides which buttons there are.
    private Right Rights => Actor.RightsOn(Row.Environment.Name, Row.Container);

    [Inject]
    private IStringLocalizer<ContainersText> Text { get; set; } = null!;
}
