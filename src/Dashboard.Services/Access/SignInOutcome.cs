namespace Dashboard.Services.Access;

/// <summary>What came of an attempt to sign in or to set up.</summary>
/// <param name="Secret">For the session's cookie; null when refused.</param>
/// <param name="Wait">How long to wait before the next attempt, when that is why it was refused; else zero.</param>
public sealed record SignInOutcome(string? Secret, TimeSpan Wait)
{
    /// <summary>Wrong name, password or token; which of them is not told.</summary>
    public static SignInOutcome Wrong { get; } = new(null, TimeSpan.Zero);

    /// <summary>The password was right and a code is wanted: to be handed in with it. Null when none is.</summary>
    public string? Ticket { get; init; }

    /// <summary>All was right, but somebody else chose the password and another is wanted: to be handed in with it. Null when none is.</summary>
    public string? NewPasswordTicket { get; init; }

    /// <summary>What is wrong with the chosen name or password, in codes of Identity's, or why the provider's word was not enough, a constant of <see cref="OidcSignIn"/>; else empty.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Somebody has set the dashboard up already.</summary>
    public bool IsTooLate { get; init; }
}
