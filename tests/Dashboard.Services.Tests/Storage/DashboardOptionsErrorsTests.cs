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

    [Fact]
    public void Find_PolicyHosts_AreHostsAndNothingElse() => Assert.Equal(
        [
            "Dashboard:Policy:DownloadHosts:0: \"https://example.org\" is neither a host such as registry.example.com:5000 nor *",
            "Dashboard:Policy:Registries:2: \"ghcr.io/team\" is neither a host such as registry.example.com:5000 nor *",
            "Dashboard:Policy:Registries:3: \"\" is neither a host such as registry.example.com:5000 nor *",
            "Dashboard:Policy:Registries:4: \"*.example.org\" is neither a host such as registry.example.com:5000 nor *",
        ],
        Find(
            ("Policy:Registries:0", "GHCR.io"), ("Policy:Registries:1", "registry.example.com:5000"), ("Policy:Registries:2", "ghcr.io/team"), ("Policy:Registries:3", ""), ("Policy:Registries:4", "*.example.org"),
            ("Policy:Registries:5", "*"), ("Policy:Registries:6", "docker.io"), ("Policy:Registries:7", "[fd00::1]:5000"), ("Policy:DownloadHosts:0", "https://example.org")).Order(StringComparer.Ordinal));

    [Fact]
    public void Find_RecordingsOfEachSort_SaysNothing() => Assert.Empty(Find(
        ("Recordings:Mode", "on"), ("Recordings:Environments:local", "Strict"), ("Recordings:Environments:nas", "Off"), ("Recordings:Days", "1"), ("Recordings:Megabytes", "8"), ("Recordings:MegabytesPerRecording", "1")));

    [Fact]
    public void Find_WrongRecordings_NamesTheKeys() => Assert.Equal(
        [
            "Dashboard:Recordings:Days: 0 is not between 1 and 3650",
            "Dashboard:Recordings:Environments:../x: no environment can have that name",
            "Dashboard:Recordings:Environments:local: \"Stict\" is none of Off, On, Strict",
            "Dashboard:Recordings:Mode: \"7\" is none of Off, On, Strict",
        ],
        Find(("Recordings:Mode", "7"), ("Recordings:Environments:local", "Stict"), ("Recordings:Environments:../x", "On"), ("Recordings:Days", "0")).Order(StringComparer.Ordinal));

    private static IReadOnlyList<string> Find(params (string Key, string Value)[] settings) =>
        DashboardOptionsErrors.Find(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create("Dashboard:" + s.Key, (string?)s.Value)))
            .Build());

    [Theory]
    [InlineData("Authority=http://id.example.org;ClientId=x", "Dashboard:Oidc:Authority: \"http://id.example.org\" is not an https:// address (http:// only on this machine)")]
    [InlineData("ClientId=x", "Dashboard:Oidc:Authority: \"\" is not an https:// address (http:// only on this machine)")]
    [InlineData("Authority=https://id.example.org", "Dashboard:Oidc:ClientId: must not be empty")]
    [InlineData("Authority=https://id.example.org;ClientId=x;Sekret=y", "Dashboard:Oidc:Sekret: there is no such setting")]
    [InlineData("Authority=https://id.example.org;ClientId=x;AllowAnyone=maybe", "Dashboard:Oidc:AllowAnyone: \"maybe\" is not a value of type Boolean")]
    [InlineData("Authority=https://id.example.org;ClientId=x;GroupRoles:0:Group=a", "Dashboard:Oidc:GroupRoles:0: needs a Group and a Role")]
    [InlineData("Authority=https://id.example.org;ClientId=x;GroupRoles:0:Group=a;GroupRoles:0:Role=Admin;GroupRoles:0:Scope=b", "Dashboard:Oidc:GroupRoles:0:Scope: there is no such setting")]
    [InlineData("Authority=https://id.example.org;ClientId=x;ClientSecretFile=/no/such", "Dashboard:Oidc:ClientSecretFile: /no/such can't be read: ")]
    public void Find_WrongOidc_NamesTheKey(string settings, string expected)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            settings.Split(';').Select(s => s.Split('=', 2)).Select(s => new KeyValuePair<string, string?>($"Dashboard:Oidc:{s[0]}", s[1]))).Build();

        Assert.StartsWith(expected, Assert.Single(DashboardOptionsErrors.Find(configuration)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://id.example.org")]
    [InlineData("http://127.0.0.1:9000")]
    [InlineData("http://localhost:9000/realms/x")]
    public void Find_RightOidc_SaysNothing(string authority)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Dashboard:Oidc:Authority", authority), new("Dashboard:Oidc:ClientId", "x"), new("Dashboard:Oidc:Scopes:0", "groups"),
            new("Dashboard:Oidc:GroupRoles:0:Group", "a"), new("Dashboard:Oidc:GroupRoles:0:Role", "Admin"),
        ]).Build();

        Assert.Empty(DashboardOptionsErrors.Find(configuration));
    }
}
