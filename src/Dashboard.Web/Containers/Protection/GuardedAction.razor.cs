using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;

namespace Dashboard.Web.Containers.Protection;

/// <summary>The button of something that ends a container: while that must not be done it can't be pressed, and says why.</summary>
public sealed partial class GuardedAction
{
    private readonly string _id = $"guard-{Guid.NewGuid():N}";

    /// <summary>Why it can't be done; null when it can.</summary>
    [Parameter]
    public string? Reason { get; set; }

    /// <summary>Whether something is under way.</summary>
    [Parameter]
    public bool IsBusy { get; set; }

    /// <summary>Its icon.</summary>
    [Parameter]
    public string? Icon { get; set; }

    /// <summary>Its colour.</summary>
    [Parameter]
    public Color Color { get; set; } = Color.Default;

    /// <summary>Where it leads; null where it acts.</summary>
    [Parameter]
    public string? Href { get; set; }

    /// <summary>What it does.</summary>
    [Parameter]
    public EventCallback<MouseEventArgs> OnClick { get; set; }

    /// <summary>Name for tests.</summary>
    [Parameter]
    public string? TestId { get; set; }

    /// <summary>Its words.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }
}
