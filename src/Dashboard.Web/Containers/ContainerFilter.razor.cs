using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers;

/// <summary>The words and the state that a list of containers is filtered by.</summary>
public partial class ContainerFilter
{
    /// <summary>How the list is looked at now.</summary>
    [Parameter, EditorRequired]
    public required ContainerView View { get; set; }

    /// <summary>The user wants another view.</summary>
    [Parameter]
    public EventCallback<ContainerView> ViewChanged { get; set; }

    /// <summary>All rows, for the counts.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyCollection<ContainerRow> Rows { get; set; }

    [Inject]
    private IStringLocalizer<ContainersText> Text { get; set; } = null!;

    private int Count(StateFilter state) => Rows.Count(r => (View with { State = state }).Shows(r.Container));

    private Task SearchAsync(ChangeEventArgs change) => ViewChanged.InvokeAsync(View with { Search = change.Value as string ?? "" });

    private Task ShowAsync(StateFilter state) => ViewChanged.InvokeAsync(View with { State = state });
}
