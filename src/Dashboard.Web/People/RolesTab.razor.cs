using Dashboard.Services.Access;
using Dashboard.Services.People;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Dashboard.Web.People;

/// <summary>The built-in roles, and those that the team made itself.</summary>
public partial class RolesTab
{
    private IReadOnlyList<RoleDetails>? _roles;

    /// <summary>Who manages.</summary>
    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    [Inject]
    private OwnRoleStore Roles { get; set; } = null!;

    [Inject]
    private PeopleFeedback Feedback { get; set; } = null!;

    [Inject]
    private IStringLocalizer<PeopleText> Text { get; set; } = null!;

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync() => _roles = await Roles.ListAsync(Actor, CancellationToken.None);

    private string Rights(RoleDetails role) => string.Join(", ", RightNames.Each.Where(r => role.Rights.HasFlag(r)).Select(r => Feedback.Name(r)));

    private async Task EditAsync(RoleDetails? role)
    {
        var saved = await Feedback.OpenAsync(new DialogParameters<RoleDialog>
        {
            { d => d.Role, role },
            { d => d.Save, (name, rights) => Roles.SaveAsync(Actor, role?.Id, name, rights, CancellationToken.None) },
        });
        if (saved)
        {
            await LoadAsync();
        }
    }

    private async Task DeleteAsync(RoleDetails role)
    {
        if (await Feedback.AskAsync(Text["Roles.Delete.Ask", role.Name], Text["Roles.Delete.Text", role.Grants], Text["Remove"]))
        {
            Feedback.Tell(await Roles.DeleteAsync(Actor, role.Id, role.Name, CancellationToken.None), Text["Removed", role.Name]);
            await LoadAsync();
        }
    }
}
