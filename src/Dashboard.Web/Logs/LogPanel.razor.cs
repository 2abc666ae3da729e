using Dashboard.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Logs;

/// <summary>
/// Where the browser's log view stands. It owns its socket and its DOM: no log byte ever passes through the circuit, and nothing here is
/// rendered again while the container stays the same.
/// </summary>
public partial class LogPanel
{
    /// <summary>Name of the environment.</summary>
    [Parameter, EditorRequired]
    public required string Environment { get; set; }

    /// <summary>Full id of the container.</summary>
    [Parameter, EditorRequired]
    public required string Container { get; set; }

    /// <summary>Lines to begin with, older ones come as the reader scrolls to them; null is as many as are usual.</summary>
    [Parameter]
    public int? Tail { get; set; }

    [Inject]
    private IStringLocalizer<LogsText> Text { get; set; } = null!;

    private string Labels => ElementLabels.From(Text);
}
