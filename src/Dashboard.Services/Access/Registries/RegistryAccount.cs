namespace Dashboard.Services.Access.Registries;

/// <summary>An account at an image registry, which an engine's pulls, pushes and builds go by: <c>docker login</c>.</summary>
public sealed class RegistryAccount
{
    /// <summary>Name of the environment.</summary>
    public required string Environment { get; set; }

    /// <summary>Host and port of the registry; "docker.io" is Docker Hub.</summary>
    public required string Address { get; set; }

    /// <summary>Name at the registry.</summary>
    public required string UserName { get; set; }

    /// <summary>Password or token, sealed with the program's key ring.</summary>
    public required string SealedSecret { get; set; }

    /// <summary>Whether the secret is a token that the registry gave for the password.</summary>
    public bool IsIdentityToken { get; set; }

    /// <summary>Who signed in.</summary>
    public required string SetBy { get; set; }

    /// <summary>When (UTC).</summary>
    public DateTimeOffset Since { get; set; }
}
