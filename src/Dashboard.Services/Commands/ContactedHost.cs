using Dashboard.Services.Access.Registries;

namespace Dashboard.Services.Commands;

/// <summary>Why a host is contacted, by which it is judged.</summary>
internal enum HostUse
{
    /// <summary>An image registry, contacted by the engine, with the team's account if there is one.</summary>
    Registry,

    /// <summary>A place of files or git repositories that the engine fetches from, along every redirect.</summary>
    Download,

    /// <summary>A place that this program fetches from through <c>GuardedProxy</c>, which judges each address when it connects.</summary>
    Guarded,
}

/// <summary>A host that a command makes the engine, or this program, contact because its actor names it.</summary>
/// <param name="Use">Why.</param>
/// <param name="Host">Name or address, with a port if one is given: "registry.example.com:5000".</param>
internal sealed record ContactedHost(HostUse Use, string Host)
{
    /// <summary>An image registry; Docker Hub's several names are one.</summary>
    public static ContactedHost Registry(string host) => new(HostUse.Registry, RegistryAddress.Read(host) ?? host);
}
