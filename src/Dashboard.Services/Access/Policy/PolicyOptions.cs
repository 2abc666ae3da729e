namespace Dashboard.Services.Access.Policy;

/// <summary>What those who do not manage an environment may create on it: section <c>Dashboard:Policy</c>.</summary>
public sealed class PolicyOptions
{
    /// <summary>
    /// Folders of the engine's host that they may bind: "/srv/data" is that folder, "/srv/www:ro" one to read only; nothing below either. None may
    /// be within another.
    /// </summary>
    public IList<string> BindRoots { get; set; } = [];

    /// <summary>
    /// Registries that they may have engines contact, such as "ghcr.io" or "registry.example.com:5000"; unless set, Docker Hub ("docker.io"). Those
    /// that the environment has an account for are allowed too. "*" is every one whose addresses are all public.
    /// </summary>
    public IList<string> Registries { get; set; } = [];

    /// <summary>Hosts that the ADD of their Dockerfiles may fetch from, written the same way; none unless set. Engines follow redirects from there.</summary>
    public IList<string> DownloadHosts { get; set; } = [];

    /// <summary>Capabilities that they may add, without "CAP_"; unless set, those that the engine gives every container.</summary>
    public IList<string> Capabilities { get; set; } = [];
}
