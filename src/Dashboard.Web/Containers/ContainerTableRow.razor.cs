using Dashboard.Services.Access;
using Dashboard.Services.Containers;
using Dashboard.Web.Containers.Listing;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers;

/// <summary>One container in the table.</summary>
public partial class ContainerTableRow
{
    private object? _drawn;
    private object? _look;
    private string _age = "";

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

    /// <summary>The columns shown.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlySet<ListColumn> Columns { get; set; }

    /// <summary>Whether it stands under its project's name anyway.</summary>
    [Parameter]
    public bool IsGrouped { get; set; }

    /// <summary>A label was clicked: filters by that term, or no more.</summary>
    [Parameter, EditorRequired]
    public required Func<string, Task> FilterBy { get; set; }

    /// <summary>Runs a command on it; the page fills in its name.</summary>
    [Parameter, EditorRequired]
    public required Func<ContainersCommand, Task> Run { get; set; }

    // What they may do to this one, which decides which buttons there are.
    private Right Rights { get; set; }

    [Inject]
    private IStringLocalizer<ContainersText> Text { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        Rights = Actor.RightsOn(Row.Environment.Name, Row.Container);
        _age = Text.Ago(Row.Container.Created, Now);
        // All that it is drawn from. The page renders with every event of every engine, and most rows stay as they are.
        _look = (Row, IsSelected, IsBusy, IsStale, IsFirst, Columns, IsGrouped, Rights, _age);
    }

    /// <inheritdoc/>
    protected override bool ShouldRender()
    {
        var changed = !Equals(_look, _drawn);
        _drawn = _look;
        return changed;
    }
}
