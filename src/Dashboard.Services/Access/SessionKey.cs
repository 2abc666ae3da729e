namespace Dashboard.Services.Access;

/// <summary>What let somebody in and can be taken away again: a browser's session or an API token.</summary>
/// <param name="UserId">Whose.</param>
/// <param name="Id">Key of the row in <c>Sessions</c> or <c>ApiTokens</c>.</param>
public sealed record SessionKey(string UserId, string Id);

/// <summary>Somebody let in, with what they may do now.</summary>
/// <param name="Key">What let them in.</param>
/// <param name="Actor">Who they are.</param>
public sealed record SignedIn(SessionKey Key, Actor Actor);
