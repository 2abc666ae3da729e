using Microsoft.AspNetCore.Identity;

namespace Dashboard.Services.Access;

/// <summary>Somebody with an account on this dashboard.</summary>
public sealed class DashboardUser : IdentityUser
{
    /// <summary>Whether they are kept out for now; what they own and may do is kept.</summary>
    public bool IsDisabled { get; set; }

    /// <summary>Whether somebody else chose their password, so that they must choose one of their own before anything else.</summary>
    public bool MustChangePassword { get; set; }
}
