using Dashboard.Web.Containers.Creation;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers.Editing;

/// <summary>What an edit changes, old beside new.</summary>
public sealed partial class ChangeList
{
    /// <summary>The changes.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<OptionChange> Changes { get; set; }

    [Inject]
    private IStringLocalizer<EditText> Text { get; set; } = null!;

    private (string Side, string Label, IReadOnlyList<string> Words)[] Sides(OptionChange change) =>
        [("before", Text["Change.Before"], change.Before), ("after", Text["Change.After"], change.After)];

    private string Name(string place) => place switch
    {
        RunDraft.ImagePlace => Text["Change.Image"],
        RunDraft.ArgumentsPlace => Text["Change.Command"],
        _ => place,
    };
}
