using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Containers;

/// <summary>A titled card of names and values (<c>dt</c>, <c>dd</c>) on the overview.</summary>
public partial class OverviewSection
{
    /// <summary>Its title.</summary>
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>Its <c>dt</c> and <c>dd</c> elements.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
