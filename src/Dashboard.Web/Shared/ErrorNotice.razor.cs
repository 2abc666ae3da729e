using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Shared;

/// <summary>The one place where an error is shown: what was tried, and the engine's own words.</summary>
public partial class ErrorNotice
{
    /// <summary>What was tried, or empty.</summary>
    [Parameter]
    public string Title { get; set; } = "";

    /// <summary>What went wrong, shown as text.</summary>
    [Parameter, EditorRequired]
    public required string Message { get; set; }

    /// <summary>What can be done about it.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
