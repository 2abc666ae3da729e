using Microsoft.Extensions.Configuration;

namespace Dashboard.Services.Tests.Storage;

public sealed class DashboardOptionsErrorsTests
{
    [Fact]
    public void Find_AllWell_IsEmpty() => Assert.Empty(Find(
        ("DataDirectory", "/data"), ("Sessions:IdleMinutes", "10"), ("Sessions:MaximumHours", "8"),
        ("Proxy:KnownNetworks:0", "172.18.0.0/16"), ("Proxy:KnownNetworks:1", "fd00::/8"), ("PublicUrl", "https://dash.example.org"),
        ("AllowInsecure", "true"), ("Https:CertificateFile", "/c.pem"), ("Https:KeyFile", "/k.pem"), ("Https:PasswordFile", "/p")));

    [Fact]
    public void Find_EverythingWrong_NamesEveryKeyAtOnce()
    {
        var errors = Find(
            ("DataDirectory", " "), ("Datadir", "/x"), ("Sessions:IdleMinutes", "soon"), ("Sessions:MaximumHours", "0"),
            ("Sessions:Idle", "1"), ("ServerDomain", "https://x"), ("Proxy:KnownNetworks:0", "172.18.0.1/99"), ("Proxy:KnownNetworks:1", "nginx"),
            ("PublicUrl", "dash.example.org"), ("AllowInsecure", "maybe"), ("Https:CertificateFile", ""), ("Https:KeyFile", " "), ("Https:Cert", "x"),
            ("Https:Password", "x"), ("Https:PasswordFile", "/p"));

        string[] keys =
        [
            "Dashboard:AllowInsecure", "Dashboard:DataDirectory", "Dashboard:Datadir", "Dashboard:Https:Cert", "Dashboard:Https:CertificateFile",
            "Dashboard:Https:KeyFile", "Dashboard:Https:PasswordFile", "Dashboard:Proxy:KnownNetworks:0", "Dashboard:Proxy:KnownNetworks:1", "Dashboard:PublicUrl", "Dashboard:ServerDomain",
            "Dashboard:Sessions:Idle", "Dashboard:Sessions:IdleMinutes", "Dashboard:Sessions:MaximumHours",
        ];
        Assert.Equal(keys, errors.Select(e => e[..e.IndexOf(": ", StringComparison.Ordinal)]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Find_HttpsWithoutCertificate_NamesWhatIsForIt() => Assert.Equal(
        ["Dashboard:Https:KeyFile: is for a certificate, and Dashboard:Https:CertificateFile names none"], Find(("Https:KeyFile", "/k.pem")));

    private static IReadOnlyList<string> Find(params (string Key, string Value)[] settings) =>
        DashboardOptionsErrors.Find(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create("Dashboard:" + s.Key, (string?)s.Value)))
            .Build());
}
