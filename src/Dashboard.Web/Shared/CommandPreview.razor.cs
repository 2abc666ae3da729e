using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Shared;

/// <summary>The docker command that something is about to do or has done, as text to read and copy.</summary>
public partial class CommandPreview
{
    /// <summary>The command as printed, e.g. "docker stop web".</summary>
    [Parameter, EditorRequired]
    public required string Line { get; set; }

    /// <summary>What is copied, where it is not what is shown: the shown one has its secrets masked.</summary>
    [Parameter]
    public string? Copy { get; set; }

    /// <summary>Name of the copy button for screen readers and as its tooltip.</summary>
    [Parameter]
    public string CopyLabel { get; set; } = "";
}
