using Dashboard.Services.People;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Dashboard.Web.People;

/// <summary>A group's name and members.</summary>
public partial class GroupDialog
{
    private readonly HashSet<string> _members = [];
    private string _name = "";
    private string? _problems;
    private bool _busy;

    /// <summary>The group; null for a new one.</summary>
    [Parameter]
    public GroupDetails? Group { get; set; }

    /// <summary>Everybody who could be in it.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<Person> People { get; set; }

    /// <summary>Saves name and members.</summary>
    [Parameter, EditorRequired]
    public required Func<string, IReadOnlyCollection<string>, Task<PeopleOutcome>> Save { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private PeopleFeedback Feedback { get; set; } = null!;

    [Inject]
    private IStringLocalizer<PeopleText> Text { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _name = Group?.Name ?? "";
        _members.UnionWith(Group?.Members ?? []);
    }

    private void Choose(string id, bool chosen) => _ = chosen ? _members.Add(id) : _members.Remove(id);

    private async Task SubmitAsync()
    {
        _busy = true;
        var outcome = await Save(_name, _members);
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
