using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers.Creation;

/// <summary>Every option that has no field of its own above, grouped as the records are, with a search over all of them.</summary>
public partial class OptionPanel
{
    // Those that a newcomer needs have fields of their own.
    private static readonly HashSet<string> _above = ["--name", "--publish", "--volume", "--env", "--restart", "--cpus", "--memory"];

    private static readonly string[] _order = ["Process", "Network", "Storage", "Limits", "Health", "Isolation", "Lifecycle"];

    private readonly HashSet<string> _open = [];
    private string _search = "";

    /// <summary>The form.</summary>
    [Parameter, EditorRequired]
    public required RunDraft Draft { get; set; }

    /// <summary>Whether what is begun and not finished is told of.</summary>
    [Parameter]
    public bool IsAttempted { get; set; }

    [Inject]
    private IStringLocalizer<CreationText> Text { get; set; } = null!;

    private List<DraftField> Others => [.. Draft.Fields.Where(f => !_above.Contains(f.Option.Name))];

    private IEnumerable<IGrouping<string, DraftField>> Groups => Others.Where(Fits).GroupBy(f => f.Option.Group).OrderBy(g => Array.IndexOf(_order, g.Key));

    // What something is wrong with can't be overlooked.
    private bool IsOpen(string group) => _open.Contains(group) || _search.Trim().Length > 0
        || Others.Any(f => f.Option.Group == group && (Draft.Notes.ContainsKey(f.Option.Name) || (IsAttempted && f.IsWrong)));

    private bool Fits(DraftField field) => _search.Trim() is var wanted
        && (field.Option.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase) || field.Option.Shorthand == wanted
            || field.Option.Help.Contains(wanted, StringComparison.OrdinalIgnoreCase)
            || Text[$"Help.{field.Option.Name}"].Value.Contains(wanted, StringComparison.OrdinalIgnoreCase));

    private void Toggle(string group)
    {
        if (!_open.Remove(group))
        {
            _open.Add(group);
        }
    }
}
