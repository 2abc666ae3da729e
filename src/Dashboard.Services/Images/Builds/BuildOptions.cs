using System.Net;

namespace Dashboard.Services.Images.Builds;

/// <summary>What builds may take: contexts that people sent, and repositories that they come from.</summary>
public sealed class BuildOptions
{
    /// <summary>Megabytes of one context, uploaded or fetched; 1 to 1000000.</summary>
    public int ContextMegabytes { get; set; } = 1024;

    /// <summary>Megabytes of all contexts that wait for another build; the oldest go first. 1 to 10000000.</summary>
    public int Megabytes { get; set; } = 4096;

    /// <summary>Builds whose logs are kept, of all people together; 1 to 10000.</summary>
    public int History { get; set; } = 200;

    /// <summary>Networks of this house (CIDR) that git repositories may be fetched from; over plain HTTP, too. Elsewhere only public addresses over HTTPS.</summary>
    public IList<string> GitNetworks { get; set; } = [];

    /// <summary>The same, read.</summary>
    internal IEnumerable<IPNetwork> AllowedNetworks => GitNetworks.Select(IPNetwork.Parse);
}
