using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dashboard.Testing;

/// <summary>For servers of the tests whose certificate nobody has signed.</summary>
public static class SelfMadeHttps
{
    /// <summary>A client that takes every certificate.</summary>
    public static HttpClient Client() => new(new SocketsHttpHandler { SslOptions = Trusting(), UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>Options of a connection that takes every certificate.</summary>
    public static SslClientAuthenticationOptions Trusting() => new()
    {
#pragma warning disable CA5359 // A test asks which certificate it is, not whose.
        RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
    };

    /// <summary>SHA-256 of the certificate that a server shows, as "AB:CD:…".</summary>
    /// <param name="server">Its address.</param>
    /// <param name="cancellationToken">Ends the connection.</param>
    public static async Task<string> FingerprintAsync(Uri server, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(server);
        using var shown = await CertificateAsync(server, cancellationToken);
        return string.Join(':', Convert.ToHexString(shown.GetCertHash(HashAlgorithmName.SHA256)).Chunk(2).Select(pair => new string(pair)));
    }

    /// <summary>The certificate that a server shows.</summary>
    /// <param name="server">Its address.</param>
    /// <param name="cancellationToken">Ends the connection.</param>
    public static async Task<X509Certificate2> CertificateAsync(Uri server, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(server);
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, cancellationToken);
        await using var tls = new SslStream(client.GetStream());
        var options = Trusting();
        options.TargetHost = server.Host;
        await tls.AuthenticateAsClientAsync(options, cancellationToken);
        return X509CertificateLoader.LoadCertificate(tls.RemoteCertificate!.GetRawCertData());
    }
}
