using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers;

/// <summary>What a container has changed in the file system of its image; it goes with the container.</summary>
public partial class FileChanges
{
    private List<(char Kind, string Path)> _all = [];
    private List<(char Kind, string Path)> _shown = [];
    private string _search = "";

    /// <summary>What <c>docker diff</c> printed: a letter and a path a line.</summary>
    [Parameter, EditorRequired]
    public required string Output { get; set; }

    [Inject]
    private IStringLocalizer<ContainersText> Text { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        // A name with a line break goes on in the next line, which then has no letter before a slash.
        _all = [];
        foreach (var line in Output.TrimEnd('\n').Split('\n').Where(l => l.Length > 0 || _all.Count > 0))
        {
            if (line is ['C' or 'A' or 'D', ' ', '/', ..])
            {
                _all.Add((line[0], line[2..]));
            }
            else if (_all.Count > 0)
            {
                _all[^1] = (_all[^1].Kind, $"{_all[^1].Path}\n{line}");
            }
        }

        Apply();
    }

    private void Search(string? search)
    {
        _search = search ?? "";
        Apply();
    }

    private void Apply() => _shown = [.. _all.Where(c => c.Path.Contains(_search.Trim(), StringComparison.OrdinalIgnoreCase))];
}
