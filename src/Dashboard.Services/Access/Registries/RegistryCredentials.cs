namespace Dashboard.Services.Access.Registries;

/// <summary>What is shown to a registry. Never printed: not by <see cref="ToString"/>, not by a debugger's log.</summary>
/// <param name="UserName">Name at the registry.</param>
/// <param name="Secret">Password or token, in the clear.</param>
/// <param name="IsIdentityToken">Whether it is a token that the registry gave for a password.</param>
internal sealed record RegistryCredentials(string UserName, string Secret, bool IsIdentityToken)
{
    public override string ToString() => UserName;
}
