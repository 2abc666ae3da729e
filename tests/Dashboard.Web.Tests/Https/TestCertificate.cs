using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dashboard.Web.Tests.Https;

/// <summary>A certificate with its issuer (whose root is elsewhere, as in a real chain file), in the forms in which operators have them.</summary>
internal sealed record TestCertificate(string Chain, string Key, string EncryptedKey, byte[] Pfx, string Thumbprint, string IssuerThumbprint)
{
    public const string Password = "under the mat";

    /// <summary>One that ends in so many days; it has ended when they are negative.</summary>
    public static TestCertificate Make(int days = 90)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var root = Issue("Root of a test", null, now.AddDays(-400), now.AddDays(400));
        using var issuer = Issue("Issuer of a test", root, now.AddDays(-300), now.AddDays(300));
        using var leaf = Issue("dash.example.org", issuer, now.AddDays(-200), now.AddDays(days));
        using var key = leaf.GetECDsaPrivateKey()!;
        return new(
            $"{leaf.ExportCertificatePem()}\n{issuer.ExportCertificatePem()}\n", key.ExportPkcs8PrivateKeyPem(),
            key.ExportEncryptedPkcs8PrivateKeyPem(Password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)),
            new X509Certificate2Collection { X509CertificateLoader.LoadCertificate(issuer.RawData), leaf }.Export(X509ContentType.Pkcs12, Password)!,
            leaf.Thumbprint, issuer.Thumbprint);
    }

    private static X509Certificate2 Issue(string name, X509Certificate2? issuer, DateTimeOffset from, DateTimeOffset until)
    {
        using var key = ECDsa.Create();
        key.GenerateKey(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var isLeaf = name.Contains('.', StringComparison.Ordinal);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(!isLeaf, false, 0, true));
        if (isLeaf)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(name);
            request.CertificateExtensions.Add(names.Build());
        }

        if (issuer is null)
        {
            return request.CreateSelfSigned(from, until);
        }

        using var bare = request.Create(issuer, from, until, RandomNumberGenerator.GetBytes(8));
        return bare.CopyWithPrivateKey(key);
    }
}
