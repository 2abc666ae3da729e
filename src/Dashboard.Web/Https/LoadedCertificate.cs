using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dashboard.Web.Https;

/// <summary>A certificate that TLS can use, with what tells it from another.</summary>
internal sealed class LoadedCertificate
{
    /// <summary>Takes over a certificate with its key, and those of its issuers.</summary>
    public LoadedCertificate(X509Certificate2 leaf, X509Certificate2Collection issuers)
    {
        Leaf = UsableByTls(leaf);
        // Offline: what is not in the file is not fetched from the network.
        Context = SslStreamCertificateContext.Create(Leaf, issuers, offline: true);
    }

    /// <summary>The certificate itself.</summary>
    public X509Certificate2 Leaf { get; }

    /// <summary>What a handshake is given: certificate, key and issuers.</summary>
    public SslStreamCertificateContext Context { get; }

    /// <summary>SHA-256 over the certificate, as browsers show it: "AB:CD:…".</summary>
    public string Fingerprint => string.Join(':', Convert.ToHexString(Leaf.GetCertHash(HashAlgorithmName.SHA256)).Chunk(2).Select(pair => new string(pair)));

    /// <summary>When it ends, in UTC.</summary>
    public DateTimeOffset NotAfter => Leaf.NotAfter.ToUniversalTime();

    /// <summary>The names and addresses that it is for.</summary>
    public IReadOnlyList<string> Names => Leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>()
        .SelectMany(names => names.EnumerateDnsNames().Concat(names.EnumerateIPAddresses().Select(address => address.ToString()))).ToList();

    // Windows' TLS refuses keys that are in memory alone.
    private static X509Certificate2 UsableByTls(X509Certificate2 certificate) => OperatingSystem.IsWindows()
        ? X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null)
        : certificate;
}
