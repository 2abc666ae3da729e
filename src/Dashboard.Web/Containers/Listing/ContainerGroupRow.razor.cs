using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers.Listing;

/// <summary>The head of a group in the table: its name, how its containers are, and a way to fold it.</summary>
public partial class ContainerGroupRow
{
    /// <summary>The group.</summary>
    [Parameter, EditorRequired]
    public required ContainerGroup Group { get; set; }

    /// <summary>How its containers are.</summary>
    [Parameter, EditorRequired]
    public required GroupCounts Counts { get; set; }

    /// <summary>Whether it says which engine it is on.</summary>
    [Parameter]
    public bool ShowsEngine { get; set; }

    /// <summary>Whether all of its containers are selected.</summary>
    [Parameter]
    public bool IsSelected { get; set; }

    /// <summary>Whether it is the row that Tab reaches; the arrows go on from there.</summary>
    [Parameter]
    public bool IsFirst { get; set; }

    /// <summary>Page of the logs of its containers as one; null where there is none for whoever looks.</summary>
    [Parameter]
    public string? LogAddress { get; set; }

    /// <summary>It is to be folded, or unfolded.</summary>
    [Parameter]
    public EventCallback Toggled { get; set; }

    /// <summary>Its checkbox was changed.</summary>
    [Parameter]
    public EventCallback Selected { get; set; }

    [Inject]
    private IStringLocalizer<ListingText> Text { get; set; } = null!;

    private string Title => Group.Key.IsRest ? Text["Group.Rest"] : Group.Key.Project;

    private IEnumerable<(string Name, int Count)> Shown =>
        ((string Name, int Count)[])
        [
            ("Running", Counts.Running - Counts.Unhealthy), ("Unhealthy", Counts.Unhealthy), ("Failed", Counts.Failed), ("Stopped", Counts.Stopped),
        ];
}
