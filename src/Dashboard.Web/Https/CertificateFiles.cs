using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Dashboard.Services;

namespace Dashboard.Web.Https;

/// <summary>The operator's certificate: PEM with the key beside it or in it, or PFX.</summary>
/// <param name="options">Which files.</param>
internal sealed class CertificateFiles(HttpsOptions options)
{
    private const string Section = $"{DashboardOptions.Section}:Https";

    /// <summary>What is in the files now; the same bytes are the same certificate.</summary>
    /// <exception cref="StartupException">A file can't be read; names it.</exception>
    public CertificateBytes Read()
    {
        var password = options.PasswordFile is { } file
            ? Encoding.UTF8.GetString(Read("PasswordFile", file)).Split('\n')[0].TrimEnd('\r')
            : options.Password;
        return new CertificateBytes(
            Read("CertificateFile", options.CertificateFile!), options.KeyFile is { } key ? Read("KeyFile", key) : null, password);
    }

    /// <summary>Makes a certificate of what was read.</summary>
    /// <exception cref="StartupException">It is none, or the key or password is wrong; names the file.</exception>
    public LoadedCertificate Load(CertificateBytes bytes)
    {
        try
        {
            return IsPem(bytes.Certificate) ? LoadPem(bytes) : LoadPfx(bytes);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw Wrong("CertificateFile", options.CertificateFile!, e.Message, e);
        }
    }

    private LoadedCertificate LoadPem(CertificateBytes bytes)
    {
        var pem = Encoding.UTF8.GetString(bytes.Certificate);
        var key = bytes.Key is null ? pem : Encoding.UTF8.GetString(bytes.Key);
        var all = new X509Certificate2Collection();
        all.ImportFromPem(pem);
        if (!key.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            throw bytes.Key is null
                ? Wrong("CertificateFile", options.CertificateFile!, $"holds no private key, and {Section}:KeyFile names none")
                : Wrong("KeyFile", options.KeyFile!, "holds no private key in PEM");
        }

        var isEncrypted = key.Contains("BEGIN ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal);
        if (isEncrypted && bytes.Password is null)
        {
            throw Wrong(bytes.Key is null ? "CertificateFile" : "KeyFile", options.KeyFile ?? options.CertificateFile!, "the key has a password: set Password or PasswordFile");
        }

        // The leaf comes first in a chain file; what follows are its issuers, which browsers want to be sent.
        var leaf = isEncrypted ? X509Certificate2.CreateFromEncryptedPem(pem, key, bytes.Password) : X509Certificate2.CreateFromPem(pem, key);
        return new LoadedCertificate(leaf, [.. all.Where(c => c.Thumbprint != leaf.Thumbprint)]);
    }

    private LoadedCertificate LoadPfx(CertificateBytes bytes)
    {
        var all = X509CertificateLoader.LoadPkcs12Collection(bytes.Certificate, bytes.Password, X509KeyStorageFlags.DefaultKeySet);
        var leaf = all.FirstOrDefault(c => c.HasPrivateKey)
            ?? throw Wrong("CertificateFile", options.CertificateFile!, "holds no certificate with a private key");
        return new LoadedCertificate(leaf, [.. all.Where(c => c != leaf)]);
    }

    private static bool IsPem(byte[] bytes) => bytes.AsSpan().IndexOf("-----BEGIN "u8) >= 0;

    private static byte[] Read(string key, string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"{Section}:{key}: can't be read: {e.Message}", e);
        }
    }

    private static StartupException Wrong(string key, string file, string why, Exception? inner = null) => new($"{Section}:{key}: {file}: {why}", inner);
}
