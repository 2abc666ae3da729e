using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers.Creation;

/// <summary>Any option of <c>docker run</c>, drawn from its declaration: a switch, a choice, a line, or rows of lines.</summary>
public partial class OptionInput
{
    private static readonly Dictionary<string, IReadOnlyList<string>> _choices = new()
    {
        ["--cgroupns"] = ["host", "private"],
        ["--pull"] = ["always", "missing", "never"],
        ["--uts"] = ["host"],
        ["--userns"] = ["host"],
    };

    /// <summary>The form.</summary>
    [Parameter, EditorRequired]
    public required RunDraft Draft { get; set; }

    /// <summary>The option.</summary>
    [Parameter, EditorRequired]
    public required DraftField Field { get; set; }

    /// <summary>Its name for people; "" where its spelling is its name.</summary>
    [Parameter]
    public string Label { get; set; } = "";

    /// <summary>What it does, in place of the docker CLI's words.</summary>
    [Parameter]
    public string? Hint { get; set; }

    /// <summary>An example.</summary>
    [Parameter]
    public string? Example { get; set; }

    /// <summary>Whether what is begun and not finished is told of.</summary>
    [Parameter]
    public bool IsAttempted { get; set; }

    [Inject]
    private IStringLocalizer<CreationText> Text { get; set; } = null!;

    private string Id => $"option{Field.Option.Name}";

    private string HelpText => Hint ?? (Text[$"Help.{Field.Option.Name}"] is { ResourceNotFound: false } help ? help.Value : Field.Option.Help);

    private string Placeholder => Example ?? (Field.Option.Kind is "string" or "list" ? "" : Field.Option.Kind);

    private string? Problem => Field.ErrorAt(0) ?? Draft.Notes.GetValueOrDefault(Field.Option.Name);

    private IReadOnlyList<string> Choices => _choices.GetValueOrDefault(Field.Option.Name) is not { } known ? []
        : Field.Text.Length == 0 || known.Contains(Field.Text) ? known : [.. known, Field.Text];

    private bool IsOn => Field.Text == "true";

    private void Switch(bool on)
    {
        if (on)
        {
            Field.Set(0, "true");
        }
        else
        {
            Field.Remove(0);
        }
    }

    private void Type(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            Field.Remove(0);
        }
        else
        {
            Field.Set(0, text);
        }
    }
}
