using Microsoft.AspNetCore.Identity;

namespace Dashboard.Services.Access;

/// <summary>Somebody with an account on this dashboard.</summary>
public sealed class DashboardUser : IdentityUser;
