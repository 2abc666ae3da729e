using Dashboard.Services.Access;
using Dashboard.Services.People;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Dashboard.Web.People;

/// <summary>Who has which role where.</summary>
public partial class GrantsTab
{
    private IReadOnlyList<GrantDetails>? _grants;

    /// <summary>Who manages.</summary>
    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    [Inject]
    private GrantStore Grants { get; set; } = null!;

    [Inject]
    private GroupStore Groups { get; set; } = null!;

    [Inject]
    private OwnRoleStore Roles { get; set; } = null!;

    [Inject]
    private PeopleStore People { get; set; } = null!;

    [Inject]
    private PeopleFeedback Feedback { get; set; } = null!;

    [Inject]
    private IStringLocalizer<PeopleText> Text { get; set; } = null!;

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync() => _grants = await Grants.ListAsync(Actor, CancellationToken.None);

    private async Task AddAsync()
    {
        var people = await People.ListAsync(Actor, CancellationToken.None);
        var groups = await Groups.ListAsync(Actor, CancellationToken.None);
        var saved = await Feedback.OpenAsync(new DialogParameters<GrantDialog>
        {
            { d => d.Principals, [.. groups.Select(g => new Principal(g.Id, g.Name, true)), .. people.Select(p => new Principal(p.Id, p.Name, false))] },
            { d => d.Roles, await Roles.ListAsync(Actor, CancellationToken.None) },
            { d => d.Actor, Actor },
            { d => d.Save, (to, role, scope) => Grants.AddAsync(Actor, to.Id, to.IsGroup, role.Id, scope, CancellationToken.None) },
        });
        if (saved)
        {
            await LoadAsync();
        }
    }

    private async Task RemoveAsync(GrantDetails grant)
    {
        var what = Text["Grants.RoleOn", grant.Role, Feedback.Name(grant.Scope)];
        if (await Feedback.AskAsync(Text["Grants.Revoke.Ask", grant.Principal], $"{what}. {Text["Grants.Revoke.Text"]}", Text["Grants.Revoke"]))
        {
            Feedback.Tell(await Grants.RemoveAsync(Actor, grant, CancellationToken.None), Text["Grants.Revoked", grant.Principal]);
            await LoadAsync();
        }
    }
}
