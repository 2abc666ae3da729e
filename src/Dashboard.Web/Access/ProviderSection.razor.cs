using Microsoft.AspNetCore.Identity;

namespace Dashboard.Web.Access;

/// <summary>Who vouches for one at sign-in; not there for an account of this dashboard's own.</summary>
public sealed partial class ProviderSection
{
    private IReadOnlyList<UserLoginInfo> _providers = [];

    /// <inheritdoc />
    protected override async Task LoadAsync() => _providers = await Account.ListProvidersAsync(Actor, CancellationToken.None);
}
