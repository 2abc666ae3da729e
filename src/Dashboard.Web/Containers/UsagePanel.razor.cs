using Dashboard.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers;

/// <summary>Where the browser's charts stand. They own their socket and their DOM: no figure passes through the circuit.</summary>
public partial class UsagePanel
{
    /// <summary>Name of the environment.</summary>
    [Parameter, EditorRequired]
    public required string Environment { get; set; }

    /// <summary>Full id of the container.</summary>
    [Parameter, EditorRequired]
    public required string Container { get; set; }

    [Inject]
    private IStringLocalizer<ContainersText> Text { get; set; } = null!;

    private string Labels => ElementLabels.From(Text);
}
