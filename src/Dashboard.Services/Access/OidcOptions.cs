namespace Dashboard.Services.Access;

/// <summary>Sign-in through an OpenID Connect provider: section <c>Dashboard:Oidc</c>. Off while there is no <see cref="Authority"/>.</summary>
public sealed class OidcOptions
{
    /// <summary>The provider's issuer URL; HTTPS, or HTTP on a loopback address.</summary>
    public string Authority { get; set; } = "";

    /// <summary>What the provider calls this dashboard.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Secret shared with the provider; none for a public client, which PKCE alone protects.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>File whose first line is the secret, instead of <see cref="ClientSecret"/>.</summary>
    public string? ClientSecretFile { get; set; }

    /// <summary>Scopes to ask for beside "openid"; "profile" when empty.</summary>
    public IList<string> Scopes { get; set; } = [];

    /// <summary>Claim that lists the groups of who signs in, in the ID token or from the userinfo endpoint.</summary>
    public string GroupsClaim { get; set; } = "groups";

    /// <summary>What members of a group may do, everywhere.</summary>
    public IList<OidcGroupRole> GroupRoles { get; set; } = [];

    /// <summary>Lets those in whom no group maps to a role; what they may do is granted here.</summary>
    public bool AllowAnyone { get; set; }

    /// <summary>What the button calls the provider.</summary>
    public string? DisplayName { get; set; }

    /// <summary>Whether there is a provider.</summary>
    public bool IsConfigured => Authority.Length > 0;
}

/// <summary>A group of the provider's and the role that its members have here.</summary>
public sealed class OidcGroupRole
{
    /// <summary>Its name as the claim has it; case matters.</summary>
    public string Group { get; set; } = "";

    /// <summary>Name of a built-in role or of an own one.</summary>
    public string Role { get; set; } = "";
}
