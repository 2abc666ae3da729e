using Dashboard.Services;
using Dashboard.Services.Storage;
using Dashboard.Testing;
using Dashboard.Web.Https;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Web.Tests.Https;

/// <summary>Which certificate is used, and when it changes.</summary>
public sealed class ServerCertificateTests : IDisposable
{
    private static readonly CertificateNames _names = new(["localhost", "127.0.0.1", "::1"], ["box"]);
    private readonly DashboardOptions _options = new() { DataDirectory = TestRun.NewDirectory("certificate") };
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly FakeLogger<ServerCertificate> _log = new();

    private string CertificateFile => Path.Combine(_options.DataDirectory, "https.pem");

    public void Dispose() => Directory.Delete(_options.DataDirectory, recursive: true);

    [Fact]
    public void Prepare_NoneGiven_MakesOneForTheNamesThatOnlyItsOwnerCanRead()
    {
        var certificate = Prepared(_names);

        Assert.Equal(["localhost", "box", "127.0.0.1", "::1"], certificate.Current!.Names);
        Assert.True(certificate.Current.Leaf.HasPrivateKey);
        Assert.Equal(_time.GetUtcNow().AddDays(824), certificate.Current.NotAfter, TimeSpan.FromSeconds(2));
        Assert.Contains(certificate.Current.Fingerprint, _log.LatestRecord.Message);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(CertificateFile));
        }
    }

    [Fact]
    public void Prepare_AnotherStart_KeepsItUnlessANeededNameIsMissing()
    {
        var first = Prepared(_names).Current!.Fingerprint;

        Assert.Equal(first, Prepared(_names with { AlsoKnown = ["a container's new name"] }).Current!.Fingerprint);
        var other = Prepared(_names with { Needed = ["localhost", "dash.example.org"] });
        Assert.NotEqual(first, other.Current!.Fingerprint);
        Assert.Equal(["localhost", "dash.example.org", "box"], other.Current.Names);
    }

    [Fact]
    public void Refresh_SelfMadeEndsSoon_IsMadeAnew()
    {
        var certificate = Prepared(_names);
        var first = certificate.Current!.Fingerprint;

        _time.Advance(TimeSpan.FromDays(793));
        certificate.Refresh();
        Assert.Equal(first, certificate.Current.Fingerprint);
        _time.Advance(TimeSpan.FromDays(2));
        certificate.Refresh();

        Assert.NotEqual(first, certificate.Current.Fingerprint);
        Assert.Equal(certificate.Current.Fingerprint, Prepared(_names).Current!.Fingerprint);
    }

    [Fact]
    public void Prepare_FileSpoilt_IsMadeAnew()
    {
        File.WriteAllText(CertificateFile, "-----BEGIN CERTIFICATE-----\nhalf of it");

        Assert.NotNull(Prepared(_names).Current);
    }

    [Fact]
    public void Refresh_FilesRenewedOneAfterTheOther_TakesThemOnceTheyMatch()
    {
        var (before, after) = (TestCertificate.Make(), TestCertificate.Make());
        _options.Https = new() { CertificateFile = Path.Combine(_options.DataDirectory, "c.pem"), KeyFile = Path.Combine(_options.DataDirectory, "k.pem") };
        File.WriteAllText(_options.Https.CertificateFile, before.Chain);
        File.WriteAllText(_options.Https.KeyFile, before.Key);
        var certificate = Prepared(_names);
        Assert.Equal(before.Thumbprint, certificate.Current!.Leaf.Thumbprint);

        File.WriteAllText(_options.Https.CertificateFile, after.Chain);
        certificate.Refresh();
        certificate.Refresh();
        Assert.Equal(before.Thumbprint, certificate.Current.Leaf.Thumbprint);
        // Said once, not at every look.
        var warning = Assert.Single(_log.Collector.GetSnapshot(), r => r.Level == LogLevel.Warning).Message;
        Assert.Contains("stays in use", warning);
        Assert.Contains("c.pem", warning);

        File.WriteAllText(_options.Https.KeyFile, after.Key);
        certificate.Refresh();
        Assert.Equal(after.Thumbprint, certificate.Current.Leaf.Thumbprint);
    }

    [Fact]
    public async Task Watch_FilesRenewed_TakesThemWithinItsInterval()
    {
        var (before, after) = (TestCertificate.Make(), TestCertificate.Make());
        _options.Https = new() { CertificateFile = Path.Combine(_options.DataDirectory, "c.pem") };
        File.WriteAllText(_options.Https.CertificateFile, before.Chain + before.Key);
        var certificate = Prepared(_names);
        using var watch = new CertificateWatch(certificate, _time);
        await watch.StartAsync(TestContext.Current.CancellationToken);
        File.WriteAllText(_options.Https.CertificateFile, after.Chain + after.Key);

        await Eventually.ThatAsync(
            () =>
            {
                _time.Advance(CertificateWatch.Interval);
                return certificate.Current!.Leaf.Thumbprint == after.Thumbprint;
            },
            "the new certificate is in use");
        await watch.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Prepare_GivenOneHasEnded_IsUsedWithAWarning()
    {
        var ended = TestCertificate.Make(days: -1);
        _options.Https = new() { CertificateFile = Path.Combine(_options.DataDirectory, "c.pem") };
        File.WriteAllText(_options.Https.CertificateFile, ended.Chain + ended.Key);

        Assert.Equal(ended.Thumbprint, Prepared(_names).Current!.Leaf.Thumbprint);
        Assert.Equal(LogLevel.Warning, _log.LatestRecord.Level);
    }

    private ServerCertificate Prepared(CertificateNames names)
    {
        var options = Options.Create(_options);
        var made = new ServerCertificate(
            options, new SelfMadeCertificate(new DataDirectory(options), _time, new FakeLogger<SelfMadeCertificate>()), _time, _log);
        made.Prepare(names);
        return made;
    }
}
