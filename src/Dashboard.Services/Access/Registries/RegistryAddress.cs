using System.Text.RegularExpressions;

namespace Dashboard.Services.Access.Registries;

/// <summary>Host and port of an image registry, as names of images begin with; whatever else was typed around it is taken off.</summary>
public static partial class RegistryAddress
{
    /// <summary>Docker Hub's, which names without a registry mean.</summary>
    public const string Hub = "docker.io";

    /// <summary>What the engine's API calls Docker Hub.</summary>
    internal const string HubIndex = "https://index.docker.io/v1/";

    /// <summary>"https://registry.example.com:5000/v2/" is "registry.example.com:5000"; "" and Docker Hub's other names are "docker.io".</summary>
    /// <returns>The address; null when the text is none.</returns>
    public static string? Read(string? text)
    {
        var address = text ?? "";
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        address = (scheme < 0 ? address : address[(scheme + 3)..]).Split('/')[0].ToLowerInvariant();
        address = address is "" or "index.docker.io" or "registry-1.docker.io" ? Hub : address;
        return Host().IsMatch(address) ? address : null;
    }

    /// <summary>As the engine's API names it.</summary>
    internal static string ForEngine(string address) => address == Hub ? HubIndex : address;

    [GeneratedRegex(@"\A(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[a-f0-9:]+\])(?::[0-9]{1,5})?\z")]
    private static partial Regex Host();
}
