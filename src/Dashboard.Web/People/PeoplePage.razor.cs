using Dashboard.Services.Access;
using Dashboard.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.People;

/// <summary>Who may do what: users, groups, roles, grants, and a look-up of what somebody may do and why.</summary>
public sealed partial class PeoplePage
{
    private Actor _actor = Actor.Nobody;

    /// <summary>Which tab; empty is the first.</summary>
    [Parameter]
    public string? Tab { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private IStringLocalizer<PeopleText> Text { get; set; } = null!;

    private string Active => AppUrls.PeopleTabs.FirstOrDefault(t => t == Tab) ?? AppUrls.UsersTab;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => _actor = (await SignedIn).User.ToActor();
}
