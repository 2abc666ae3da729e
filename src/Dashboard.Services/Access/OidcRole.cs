namespace Dashboard.Services.Access;

/// <summary>A role that a group at the provider gives.</summary>
/// <param name="Group">Name of the group.</param>
/// <param name="Name">Name of the role.</param>
/// <param name="OwnRoleId">Key of an own role; null for a built-in one.</param>
internal sealed record OidcRole(string Group, string Name, string? OwnRoleId)
{
    /// <summary>Whether <paramref name="grant"/> is of this role through this group.</summary>
    public bool Is(Grant grant) =>
        grant.ProviderGroup == Group && (OwnRoleId is null ? grant.BuiltInRole == Name : grant.RoleId == OwnRoleId);
}
