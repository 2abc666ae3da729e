using System.Text.Json;

namespace Dashboard.Web.Access;

/// <summary>The second half of a passkey's ceremony, as <c>shell/passkey.js</c> sends it.</summary>
/// <param name="State">What came with the challenge.</param>
/// <param name="Credential">What the device answered.</param>
/// <param name="Name">What a new passkey is to be called.</param>
internal sealed record PasskeyRequest(string? State, JsonElement Credential, string? Name);
