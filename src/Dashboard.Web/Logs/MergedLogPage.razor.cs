using Dashboard.Services.Commands;
using Dashboard.Services.Logs.Merging;
using Dashboard.Web.Shared;
using Dashboard.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Logs;

/// <summary>Logs of several containers as one. Which of them the reader may see, the server decides as it reads.</summary>
public sealed partial class MergedLogPage
{
    private string? _wrong;

    /// <summary>Name of the environment.</summary>
    [Parameter]
    public string Environment { get; set; } = "";

    /// <summary>Whose logs, as a <see cref="LogSelector"/>.</summary>
    [SupplyParameterFromQuery(Name = AppUrls.SelectorQuery)]
    public string? Of { get; set; }

    [Inject]
    private IStringLocalizer<LogsText> Text { get; set; } = null!;

    private string Labels => ElementLabels.From(Text);

    private string Heading => (Of ?? "").Split('=', 2) switch
    {
        ["project", var project] => Text["Merged.OfProject", project],
        ["label", var label] => Text["Merged.OfLabel", label],
        ["container", var names] => string.Join(", ", names.Split(',')),
        _ => Text["Merged.Title", ""],
    };

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        try
        {
            LogSelector.Parse(Of);
            _wrong = null;
        }
        catch (EngineErrorException e)
        {
            _wrong = e.Message;
        }
    }
}
