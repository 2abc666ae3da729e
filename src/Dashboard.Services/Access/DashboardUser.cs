using Microsoft.AspNetCore.Identity;

namespace Dashboard.Services.Access;

/// <summary>Somebody with an account on this dashboard.</summary>
public sealed class DashboardUser : IdentityUser
{
    /// <summary>Whether they are kept out for now; what they own and may do is kept.</summary>
    public bool IsDisabled { get; set; }
}
