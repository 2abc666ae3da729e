using Dashboard.Services.Access;
using Dashboard.Services.People;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Dashboard.Web.People;

/// <summary>An own role's name and rights.</summary>
public partial class RoleDialog
{
    private string _name = "";
    private Right _rights = Right.View;
    private string? _problems;
    private bool _busy;

    /// <summary>The role; null for a new one.</summary>
    [Parameter]
    public RoleDetails? Role { get; set; }

    /// <summary>Saves name and rights.</summary>
    [Parameter, EditorRequired]
    public required Func<string, Right, Task<PeopleOutcome>> Save { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private PeopleFeedback Feedback { get; set; } = null!;

    [Inject]
    private IStringLocalizer<PeopleText> Text { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _name = Role?.Name ?? "";
        _rights |= Role?.Rights ?? Right.None;
    }

    private void Choose(Right right, bool chosen) => _rights = chosen ? _rights | right : _rights & ~right;

    private async Task SubmitAsync()
    {
        _busy = true;
        var outcome = await Save(_name, _rights);
        _busy = false;
        if (outcome.Succeeded)
        {
            Dialog.Close(DialogResult.Ok(true));
            return;
        }

        _problems = Feedback.Words(outcome);
    }

    private void Cancel() => Dialog.Cancel();
}
