using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers.Creation;

/// <summary>An option that may be given more than once, a row each, with an empty one at the end to type the next into.</summary>
public partial class RowsField
{
    /// <summary>The form.</summary>
    [Parameter, EditorRequired]
    public required RunDraft Draft { get; set; }

    /// <summary>The option.</summary>
    [Parameter, EditorRequired]
    public required DraftField Field { get; set; }

    /// <summary>Its name for people.</summary>
    [Parameter]
    public string Label { get; set; } = "";

    /// <summary>What it does; "" for what needs no explanation.</summary>
    [Parameter]
    public string Hint { get; set; } = "";

    /// <summary>Whether what is begun and not finished is told of.</summary>
    [Parameter]
    public bool IsAttempted { get; set; }

    /// <summary>The cells of a row.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment<DraftRow> Row { get; set; }

    [Inject]
    private IStringLocalizer<CreationText> Text { get; set; } = null!;

    private string? Note => Draft.Notes.GetValueOrDefault(Field.Option.Name);

    private string? Problem(int row) => IsAttempted && Field.IsPartialAt(row) ? Text["Row.Partial"].Value : Field.ErrorAt(row);
}
