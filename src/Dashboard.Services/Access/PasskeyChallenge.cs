namespace Dashboard.Services.Access;

/// <summary>The first half of a passkey's ceremony.</summary>
/// <param name="Options">For the browser, as JSON of the WebAuthn standard.</param>
/// <param name="State">To be handed in with the answer.</param>
public sealed record PasskeyChallenge(string Options, string State);
