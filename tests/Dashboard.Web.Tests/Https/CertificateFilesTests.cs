using Dashboard.Services;
using Dashboard.Testing;
using Dashboard.Web.Https;

namespace Dashboard.Web.Tests.Https;

public sealed class CertificateFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new("certificates");
    private readonly TestCertificate _certificate = TestCertificate.Make();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_PemWithKeyBeside_BringsTheIssuersAlong()
    {
        var loaded = Load(new() { CertificateFile = Write("chain.pem", _certificate.Chain), KeyFile = Write("key.pem", _certificate.Key) });

        Assert.Equal((_certificate.Thumbprint, true), (loaded.Leaf.Thumbprint, loaded.Leaf.HasPrivateKey));
        Assert.Equal([_certificate.IssuerThumbprint], loaded.Context.IntermediateCertificates.Select(c => c.Thumbprint));
        Assert.Equal(["dash.example.org"], loaded.Names);
        Assert.Matches("^([0-9A-F]{2}:){31}[0-9A-F]{2}$", loaded.Fingerprint);
    }

    [Fact]
    public void Load_EveryOtherForm_IsTheSameCertificate()
    {
        HttpsOptions[] forms =
        [
            new() { CertificateFile = Write("both.pem", _certificate.Key + "\n" + _certificate.Chain) },
            new() { CertificateFile = Write("c.pem", _certificate.Chain), KeyFile = Write("k.pem", _certificate.EncryptedKey), Password = TestCertificate.Password },
            new() { CertificateFile = Write("c.pfx", _certificate.Pfx), Password = TestCertificate.Password },
            new() { CertificateFile = Write("d.pfx", _certificate.Pfx), PasswordFile = Write("password", TestCertificate.Password + "\r\nnot this line\n") },
        ];

        Assert.All(forms, form =>
        {
            var loaded = Load(form);
            Assert.Equal((_certificate.Thumbprint, true), (loaded.Leaf.Thumbprint, loaded.Leaf.HasPrivateKey));
        });
    }

    [Fact]
    public void Load_Wrong_NamesTheSettingAndTheFile()
    {
        var chain = Write("chain.pem", _certificate.Chain);
        var other = Write("other.pem", TestCertificate.Make().Key);
        var pfx = Write("c.pfx", _certificate.Pfx);
        (HttpsOptions Options, string Expected)[] wrong =
        [
            (new() { CertificateFile = _folder.At("none.pem") }, "Dashboard:Https:CertificateFile: can't be read: *none.pem*"),
            (new() { CertificateFile = chain }, "Dashboard:Https:CertificateFile: *chain.pem: holds no private key, and Dashboard:Https:KeyFile names none"),
            (new() { CertificateFile = chain, KeyFile = chain }, "Dashboard:Https:KeyFile: *chain.pem: holds no private key in PEM"),
            (new() { CertificateFile = chain, KeyFile = other }, "Dashboard:Https:CertificateFile: *chain.pem: *match*"),
            (new() { CertificateFile = chain, KeyFile = _folder.At("none.key") }, "Dashboard:Https:KeyFile: can't be read: *none.key*"),
            (new() { CertificateFile = chain, KeyFile = Write("e.pem", _certificate.EncryptedKey) }, "Dashboard:Https:KeyFile: *e.pem: the key has a password: *"),
            (new() { CertificateFile = Write("rubbish", "rubbish") }, "Dashboard:Https:CertificateFile: *rubbish: *"),
            (new() { CertificateFile = pfx, Password = "wrong" }, "Dashboard:Https:CertificateFile: *c.pfx: *password*"),
            (new() { CertificateFile = pfx, PasswordFile = _folder.At("none") }, "Dashboard:Https:PasswordFile: can't be read: *none*"),
        ];

        Assert.All(wrong, w =>
        {
            var message = Assert.Throws<StartupException>(() => Load(w.Options)).Message;
            Assert.Matches($"^{string.Join(".*", w.Expected.Split('*').Select(System.Text.RegularExpressions.Regex.Escape))}$", message);
        });
    }

    private static LoadedCertificate Load(HttpsOptions options)
    {
        var files = new CertificateFiles(options);
        return files.Load(files.Read());
    }

    private string Write(string name, string text) => Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    private string Write(string name, byte[] bytes)
    {
        var file = _folder.At(name);
        File.WriteAllBytes(file, bytes);
        return file;
    }
}
