using Dashboard.Services.Containers;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers.Listing;

/// <summary>A container's first labels; a click filters by one.</summary>
public partial class LabelChips
{
    private const int Most = 2;

    private IReadOnlyList<KeyValuePair<string, string>> _shown = [];
    private int _more;
    private string _rest = "";

    /// <summary>Whose labels.</summary>
    [Parameter, EditorRequired]
    public required ContainerSummary Container { get; set; }

    /// <summary>Filters by a term, or no more.</summary>
    [Parameter, EditorRequired]
    public required Func<string, Task> FilterBy { get; set; }

    [Inject]
    private IStringLocalizer<ListingText> Text { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var all = ShownLabels.Of(Container).ToList();
        _shown = [.. all.Take(Most)];
        _more = all.Count - _shown.Count;
        _rest = string.Join('\n', all.Skip(Most).Select(l => $"{l.Key}={l.Value}"));
    }
}
