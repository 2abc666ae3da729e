using Dashboard.Services.Access;
using Dashboard.Services.People;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Dashboard.Web.People;

/// <summary>Groups of people who are granted the same.</summary>
public partial class GroupsTab
{
    private IReadOnlyList<GroupDetails>? _groups;
    private IReadOnlyList<Person> _people = [];

    /// <summary>Who manages.</summary>
    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    [Inject]
    private GroupStore Groups { get; set; } = null!;

    [Inject]
    private PeopleStore People { get; set; } = null!;

    [Inject]
    private PeopleFeedback Feedback { get; set; } = null!;

    [Inject]
    private IStringLocalizer<PeopleText> Text { get; set; } = null!;

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        _people = await People.ListAsync(Actor, CancellationToken.None);
        _groups = await Groups.ListAsync(Actor, CancellationToken.None);
    }

    private string Members(GroupDetails group) => string.Join(", ", _people.Where(p => group.Members.Contains(p.Id)).Select(p => p.Name));

    private async Task EditAsync(GroupDetails? group)
    {
        var saved = await Feedback.OpenAsync(new DialogParameters<GroupDialog>
        {
            { d => d.Group, group },
            { d => d.People, _people },
            { d => d.Save, (name, members) => Groups.SaveAsync(Actor, group?.Id, name, members, CancellationToken.None) },
        });
        if (saved)
        {
            await LoadAsync();
        }
    }

    private async Task DeleteAsync(GroupDetails group)
    {
        if (await Feedback.AskAsync(Text["Groups.Delete.Ask", group.Name], Text["Groups.Delete.Text", group.Members.Count, group.Grants], Text["Remove"]))
        {
            Feedback.Tell(await Groups.DeleteAsync(Actor, group.Id, group.Name, CancellationToken.None), Text["Removed", group.Name]);
            await LoadAsync();
        }
    }
}
