using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dashboard.Services;
using Dashboard.Services.Storage;

namespace Dashboard.Web.Https;

/// <summary>
/// The certificate that we make where the operator gives none: key and certificate in one file of the data directory that only its owner can read,
/// so that both change in one step.
/// </summary>
internal sealed partial class SelfMadeCertificate(DataDirectory directory, TimeProvider time, ILogger<SelfMadeCertificate> logger)
{
    // The longest that all browsers accept of a certificate that somebody trusts by hand.
    private static readonly TimeSpan _lifetime = TimeSpan.FromDays(825);
    private static readonly TimeSpan _renewedBefore = TimeSpan.FromDays(30);

    /// <summary>The certificate in the data directory, made anew if there is none, it ends soon, or a name is missing.</summary>
    /// <param name="names">Names and addresses that it must be for.</param>
    /// <param name="alsoKnown">More that a new one is for; these may change without a new one being made.</param>
    /// <exception cref="StartupException">The file can't be read or written.</exception>
    public LoadedCertificate LoadOrMake(IReadOnlyList<string> names, IReadOnlyList<string> alsoKnown)
    {
        var file = directory.CertificateFile;
        try
        {
            var present = File.Exists(file) ? File.ReadAllText(file) : null;
            if (present is not null && TryLoad(present) is { } loaded && IsGood(loaded, names))
            {
                return loaded;
            }

            var made = Make([.. names.Union(alsoKnown, StringComparer.OrdinalIgnoreCase)]);
            DataDirectory.WritePrivate(file, made);
            return Load(made);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"Self-made certificate {file}: {e.Message}", e);
        }
    }

    private static LoadedCertificate Load(string pem) => new(X509Certificate2.CreateFromPem(pem, pem), []);

    private LoadedCertificate? TryLoad(string pem)
    {
        try
        {
            return Load(pem);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            LogUnreadable(directory.CertificateFile, e.Message);
            return null;
        }
    }

    private bool IsGood(LoadedCertificate certificate, IReadOnlyList<string> names) =>
        certificate.NotAfter - time.GetUtcNow() > _renewedBefore && names.All(name => certificate.Names.Contains(name, StringComparer.OrdinalIgnoreCase));

    private string Make(IReadOnlyList<string> names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=Dashboard, OU=self-made", key, HashAlgorithmName.SHA256);
        var subject = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                subject.AddIpAddress(address);
            }
            else
            {
                subject.AddDnsName(name);
            }
        }

        request.CertificateExtensions.Add(subject.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        // From yesterday, since clocks differ.
        using var certificate = request.CreateSelfSigned(time.GetUtcNow().AddDays(-1), time.GetUtcNow().Add(_lifetime).AddDays(-1));
        return $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The self-made certificate {File} can't be read and is made anew: {Reason}")]
    private partial void LogUnreadable(string file, string reason);
}
