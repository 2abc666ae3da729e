namespace Dashboard.Services.Access;

/// <summary>What came of something that asked for a proof: the password, or a code.</summary>
/// <param name="IsRight">Whether the proof was right.</param>
/// <param name="Wait">How long to wait before the next attempt, when that is why it was refused; else zero.</param>
public sealed record ProofResult(bool IsRight, TimeSpan Wait)
{
    /// <summary>It was right, and the thing is done unless there are <see cref="Problems"/>.</summary>
    public static ProofResult Right { get; } = new(true, TimeSpan.Zero);

    /// <summary>It was wrong.</summary>
    public static ProofResult Wrong { get; } = new(false, TimeSpan.Zero);

    /// <summary>What is wrong with the new password, in codes of Identity's.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Recovery codes to be shown, once.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; init; } = [];
}
