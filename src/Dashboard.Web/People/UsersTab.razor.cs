using System.Globalization;
using Dashboard.Services.Access;
using Dashboard.Services.People;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Dashboard.Web.People;

/// <summary>The accounts, and what can be done to each.</summary>
public partial class UsersTab
{
    private IReadOnlyList<Person>? _people;

    /// <summary>Who manages.</summary>
    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    [Inject]
    private PeopleStore People { get; set; } = null!;

    [Inject]
    private PeopleFeedback Feedback { get; set; } = null!;

    [Inject]
    private IStringLocalizer<PeopleText> Text { get; set; } = null!;

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync() => _people = await People.ListAsync(Actor, CancellationToken.None);

    private string Sessions(Person person) => person.LastSeen is not { } seen
        ? Text["Users.NeverSeen"]
        : Text["Users.Sessions", person.Sessions, seen.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)];

    private async Task AddAsync()
    {
        if (await Feedback.OpenAsync(new DialogParameters<UserDialog> { { d => d.Save, (name, password) => People.AddAsync(Actor, name, password, isTemporary: true, CancellationToken.None) } }))
        {
            await LoadAsync();
        }
    }

    private async Task ResetAsync(Person person)
    {
        await Feedback.OpenAsync(new DialogParameters<UserDialog>
        {
            { d => d.Name, person.Name },
            { d => d.Save, (_, password) => People.ResetPasswordAsync(Actor, person.Id, password, CancellationToken.None) },
        });
        await LoadAsync();
    }

    private Task EndAsync(Person person) => ChangeAsync(
        Text["Users.End.Ask", person.Name],
        Text["Users.End.Text"],
        Text["Users.End"],
        () => People.EndSessionsAsync(Actor, person.Id, CancellationToken.None),
        Text["Users.End.Done", person.Name]);

    private Task DisableAsync(Person person) => ChangeAsync(
        Text["Users.Disable.Ask", person.Name],
        Text["Users.Disable.Text"],
        Text["Users.Disable"],
        () => People.SetDisabledAsync(Actor, person.Id, true, CancellationToken.None),
        Text["Users.Disable.Done", person.Name]);

    private Task DeleteAsync(Person person) => ChangeAsync(
        Text["Users.Delete.Ask", person.Name],
        Text["Users.Delete.Text"],
        Text["Users.Delete"],
        () => People.DeleteAsync(Actor, person.Id, CancellationToken.None),
        Text["Users.Delete.Done", person.Name]);

    private async Task EnableAsync(Person person)
    {
        Feedback.Tell(await People.SetDisabledAsync(Actor, person.Id, false, CancellationToken.None), Text["Users.Enable.Done", person.Name]);
        await LoadAsync();
    }

    private async Task ChangeAsync(string title, string message, string confirm, Func<Task<PeopleOutcome>> change, string done)
    {
        if (await Feedback.AskAsync(title, message, confirm))
        {
            Feedback.Tell(await change(), done);
            await LoadAsync();
        }
    }
}
