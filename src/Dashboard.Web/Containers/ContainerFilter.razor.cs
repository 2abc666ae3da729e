using Dashboard.Web.Containers.Listing;
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

    /// <summary>How many containers there are.</summary>
    [Parameter, EditorRequired]
    public required int Total { get; set; }

    /// <summary>How many of them run.</summary>
    [Parameter, EditorRequired]
    public required int Running { get; set; }

    [Inject]
    private IStringLocalizer<ContainersText> Text { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ListingText> Listing { get; set; } = null!;

    private FilterTerm? Wrong => FilterText.Parse(View.Search).Wrong;

    private int Count(StateFilter state) => state switch
    {
        StateFilter.Running => Running,
        StateFilter.Stopped => Total - Running,
        _ => Total,
    };

    private Task SearchAsync(string? search) => ViewChanged.InvokeAsync(View with { Search = search ?? "" });

    private Task ShowAsync(StateFilter state) => ViewChanged.InvokeAsync(View with { State = state });
}
