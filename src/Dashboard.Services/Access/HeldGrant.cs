namespace Dashboard.Services.Access;

/// <summary>A grant as it reaches one person.</summary>
/// <param name="Id">Key of the grant's row.</param>
/// <param name="Role">Name of the role.</param>
/// <param name="Rights">What the role gives.</param>
/// <param name="Scope">Where.</param>
/// <param name="Group">Name of the group that it comes through; null when it is the person's own.</param>
public sealed record HeldGrant(string Id, string Role, Right Rights, GrantScope Scope, string? Group);
