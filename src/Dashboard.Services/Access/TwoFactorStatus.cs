namespace Dashboard.Services.Access;

/// <summary>Whether somebody has a second factor.</summary>
/// <param name="IsOn">Sign-in with the password asks for a code.</param>
/// <param name="RecoveryCodesLeft">Recovery codes that were not used yet.</param>
public sealed record TwoFactorStatus(bool IsOn, int RecoveryCodesLeft);
