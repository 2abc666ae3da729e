using System.Net;
using System.Net.NetworkInformation;
using Dashboard.Services;

namespace Dashboard.Web.Https;

/// <summary>Names and addresses for a self-made certificate.</summary>
/// <param name="Needed">What the operator named: without one of these the certificate is made anew.</param>
/// <param name="AlsoKnown">What this machine happens to be called; a container's changes each time, which must not change the certificate.</param>
internal sealed record CertificateNames(IReadOnlyList<string> Needed, IReadOnlyList<string> AlsoKnown)
{
    /// <summary>No names.</summary>
    public static readonly CertificateNames None = new([], []);

    /// <summary>Those of the addresses that are listened on, and of the public one.</summary>
    public static CertificateNames Of(IEnumerable<BindingAddress> addresses, PublicUrl? publicUrl)
    {
        var hosts = addresses.Where(a => !a.IsUnixPipe && !a.IsNamedPipe).Select(a => a.Host.Trim('[', ']')).ToList();
        // Kestrel listens everywhere for a name, as it does for "*".
        var listensEverywhere = hosts.Any(host => !IPAddress.TryParse(host, out var address) ? host != "localhost" : address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));
        string?[] named = ["localhost", "127.0.0.1", "::1", .. hosts.Where(IsName), publicUrl?.Host.Trim('[', ']')];
        return new(
            [.. named.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)],
            listensEverywhere ? [Environment.MachineName.ToLowerInvariant(), .. InterfaceAddresses()] : []);
    }

    private static bool IsName(string host) => IPAddress.TryParse(host, out var address)
        ? !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any)
        : Uri.CheckHostName(host) == UriHostNameType.Dns;

    // Link-local addresses carry a zone, which no certificate can name.
    private static IEnumerable<string> InterfaceAddresses() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(n => n.OperationalStatus == OperationalStatus.Up)
        .SelectMany(n => n.GetIPProperties().UnicastAddresses)
        .Select(u => u.Address)
        .Where(a => !a.IsIPv6LinkLocal && !IPAddress.IsLoopback(a))
        .Select(a => a.ToString());
}
