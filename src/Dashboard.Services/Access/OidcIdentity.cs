namespace Dashboard.Services.Access;

/// <summary>Who somebody is to a provider, taken from an ID token that was verified. Never their e-mail address, which can change hands.</summary>
/// <param name="Issuer">The provider.</param>
/// <param name="Subject">Who, for good, at that provider; 1 to 255 characters.</param>
/// <param name="PreferredName">What they like to be called, or null.</param>
/// <param name="Groups">Their groups there, now.</param>
public sealed record OidcIdentity(string Issuer, string Subject, string? PreferredName, IReadOnlyCollection<string> Groups);
