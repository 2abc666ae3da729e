using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers.Listing;

/// <summary>Which columns the table has, and whether it has groups.</summary>
public partial class ListingMenu
{
    /// <summary>What is chosen now.</summary>
    [Parameter, EditorRequired]
    public required ListChoices Choices { get; set; }

    /// <summary>Something else was chosen.</summary>
    [Parameter]
    public EventCallback<ListChoices> ChoicesChanged { get; set; }

    [Inject]
    private IStringLocalizer<ListingText> Text { get; set; } = null!;

    private Task ToggleGroups() => ChoicesChanged.InvokeAsync(Choices with { IsGrouped = !Choices.IsGrouped });

    // The usual columns and order; what is folded is no business of this button.
    private Task Reset() => ChoicesChanged.InvokeAsync(ListChoices.Default with { Collapsed = Choices.Collapsed });
}
