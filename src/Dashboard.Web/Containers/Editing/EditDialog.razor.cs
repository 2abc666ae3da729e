using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Dashboard.Web.Containers.Editing;

/// <summary>Shows what an edit changes and what it means, and asks before anything happens.</summary>
public sealed partial class EditDialog
{
    /// <summary>Name of the container.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>What is changed.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<OptionChange> Changes { get; set; }

    /// <summary>Whether it runs.</summary>
    [Parameter]
    public bool IsRunning { get; set; }

    /// <summary>The docker command, with its secrets masked.</summary>
    [Parameter, EditorRequired]
    public required string Line { get; set; }

    /// <summary>The docker command as it is copied.</summary>
    [Parameter]
    public string? Copy { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private IStringLocalizer<EditText> Text { get; set; } = null!;

    private void Cancel() => Dialog.Cancel();

    private void Confirm() => Dialog.Close(DialogResult.Ok(true));
}
