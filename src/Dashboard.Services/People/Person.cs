namespace Dashboard.Services.People;

/// <summary>Somebody with an account, as the list of people shows them.</summary>
/// <param name="Id">Key of the user's row.</param>
/// <param name="Name">Name that they sign in with.</param>
/// <param name="IsDisabled">Whether they are kept out for now.</param>
/// <param name="Groups">Names of their groups.</param>
/// <param name="Roles">Names of the roles that they hold somewhere, themselves or through a group.</param>
/// <param name="Sessions">Sessions that have not ended.</param>
/// <param name="LastSeen">Last use of a session, or null.</param>
/// <param name="Provider">Who vouches for them at sign-in, as an issuer URL; null for an account of this dashboard's own.</param>
public sealed record Person(
    string Id, string Name, bool IsDisabled, IReadOnlyList<string> Groups, IReadOnlyList<string> Roles, int Sessions, DateTimeOffset? LastSeen,
    string? Provider = null);
