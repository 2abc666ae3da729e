using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dashboard.Web.Shared;

/// <summary>Asks before something that can't be undone, and shows the docker command that it amounts to, if it is one.</summary>
public partial class ConfirmDialog
{
    private string _typed = "";

    /// <summary>What is about to be done, as a question.</summary>
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>What it means.</summary>
    [Parameter, EditorRequired]
    public required string Message { get; set; }

    /// <summary>What is concerned, a line each.</summary>
    [Parameter]
    public IReadOnlyList<string> Details { get; set; } = [];

    /// <summary>The docker command; "" where it is none.</summary>
    [Parameter]
    public string Line { get; set; } = "";

    /// <summary>What must be typed before it can be done; "" where a click is enough.</summary>
    [Parameter]
    public string MustType { get; set; } = "";

    /// <summary>Says so.</summary>
    [Parameter]
    public string MustTypeText { get; set; } = "";

    /// <summary>Label of the button that does it.</summary>
    [Parameter, EditorRequired]
    public required string ConfirmText { get; set; }

    /// <summary>Label of the button that does not.</summary>
    [Parameter, EditorRequired]
    public required string CancelText { get; set; }

    /// <summary>Label of the command's copy button.</summary>
    [Parameter]
    public string CopyLabel { get; set; } = "";

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    private void Cancel() => Dialog.Cancel();

    private void Confirm() => Dialog.Close(DialogResult.Ok(true));
}
