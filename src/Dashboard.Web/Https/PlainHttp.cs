using System.Net;

namespace Dashboard.Web.Https;

/// <summary>What must not be listened on: plain HTTP where other machines can come.</summary>
internal static class PlainHttp
{
    /// <summary>One line for each such address, with the ways out.</summary>
    public static IEnumerable<string> Refusals(IEnumerable<BindingAddress> addresses) => addresses.Where(IsOpen).Select(address =>
        $"{address}: over plain HTTP passwords and sessions can be read by other machines on the way. Listen on {Secure(address)} instead "
        + "(a certificate is made unless Dashboard:Https:CertificateFile names one), or on 127.0.0.1 behind a proxy with TLS, "
        + "or set Dashboard:AllowInsecure to true where nobody else is on that network.");

    /// <summary>Whether an address is one of plain HTTP that other machines can reach.</summary>
    public static bool IsOpen(BindingAddress address)
    {
        if (address.Scheme.Equals("https", StringComparison.OrdinalIgnoreCase) || address.IsUnixPipe || address.IsNamedPipe)
        {
            return false;
        }

        // Kestrel listens everywhere for a name that is not "localhost".
        return IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip)
            ? !IPAddress.IsLoopback(ip)
            : !address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);
    }

    private static string Secure(BindingAddress address) => $"https{address.ToString()["http".Length..]}";
}
