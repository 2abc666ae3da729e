using Dashboard.Services.People;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Dashboard.Web.People;

/// <summary>A new account, or a new password for one. The password is shown once more when it is saved, and never again.</summary>
public partial class UserDialog
{
    private string _name = "";
    private string _password = PeopleStore.NewPassword();
    private string? _problems;
    private bool _busy;
    private bool _done;

    /// <summary>Whose password; null for a new account.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Saves name and password.</summary>
    [Parameter, EditorRequired]
    public required Func<string, string, Task<PeopleOutcome>> Save { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private PeopleFeedback Feedback { get; set; } = null!;

    [Inject]
    private IStringLocalizer<PeopleText> Text { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized() => _name = Name ?? "";

    private void Another() => _password = PeopleStore.NewPassword();

    private async Task SubmitAsync()
    {
        _busy = true;
        var outcome = await Save(_name, _password);
        _busy = false;
        _done = outcome.Succeeded;
        _problems = outcome.Succeeded ? null : Feedback.Words(outcome);
    }

    private void Cancel() => Dialog.Cancel();

    private void Close() => Dialog.Close(DialogResult.Ok(true));
}
