using Dashboard.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Terminals;

/// <summary>Where the browser's terminal stands; it owns its socket and its DOM.</summary>
public partial class TerminalPanel
{
    /// <summary>Name of the environment.</summary>
    [Parameter, EditorRequired]
    public required string Environment { get; set; }

    /// <summary>Full id of the container.</summary>
    [Parameter, EditorRequired]
    public required string Container { get; set; }

    [Inject]
    private IStringLocalizer<TerminalsText> Text { get; set; } = null!;

    private string Labels => ElementLabels.From(Text);
}
