using System.Net.Security;
using Dashboard.Services;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Https;

/// <summary>The certificate that handshakes are given now: the operator's, or our own.</summary>
internal sealed partial class ServerCertificate(
    IOptions<DashboardOptions> options, SelfMadeCertificate selfMade, TimeProvider time, ILogger<ServerCertificate> logger)
{
    private readonly CertificateFiles _files = new(options.Value.Https);
    private CertificateNames _names = CertificateNames.None;
    private CertificateBytes? _tried;
    private LoadedCertificate? _current;

    /// <summary>Whether it is one that no browser knows.</summary>
    public bool IsSelfMade => options.Value.Https.CertificateFile is null;

    /// <summary>The certificate; null when nothing listens on HTTPS.</summary>
    public LoadedCertificate? Current => Volatile.Read(ref _current);

    /// <summary>For a new handshake.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public SslStreamCertificateContext Context => Current?.Context ?? throw new InvalidOperationException("There is no certificate.");

    /// <summary>Gets the first one, before anything listens.</summary>
    /// <param name="names">What a self-made one is for.</param>
    /// <exception cref="StartupException">There is none to be had; says why.</exception>
    public void Prepare(CertificateNames names)
    {
        _names = names;
        if (IsSelfMade)
        {
            Use(selfMade.LoadOrMake(names.Needed, names.AlsoKnown));
        }
        else
        {
            _tried = _files.Read();
            Use(_files.Load(_tried));
        }
    }

    /// <summary>Looks whether there is a newer one, and takes it. One that is not good leaves the present one in use.</summary>
    public void Refresh()
    {
        if (Current is not { } current)
        {
            return;
        }

        try
        {
            if (IsSelfMade)
            {
                var kept = selfMade.LoadOrMake(_names.Needed, _names.AlsoKnown);
                if (kept.Leaf.Thumbprint != current.Leaf.Thumbprint)
                {
                    Use(kept);
                }
            }
            else if (_files.Read() is var bytes && !bytes.Equals(_tried))
            {
                // Certificate and key change one after the other: a mismatch in between heals at the next look.
                _tried = bytes;
                Use(_files.Load(bytes));
            }
        }
        catch (StartupException e)
        {
            LogKept(e.Message);
        }
    }

    private void Use(LoadedCertificate certificate)
    {
        Volatile.Write(ref _current, certificate);
        var names = string.Join(", ", certificate.Names);
        if (IsSelfMade)
        {
            LogSelfMade(certificate.Fingerprint, names, certificate.NotAfter);
        }
        else
        {
            LogGiven(certificate.Fingerprint, names, certificate.NotAfter);
        }

        if (certificate.NotAfter < time.GetUtcNow())
        {
            LogExpired(certificate.NotAfter);
        }
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "HTTPS with a certificate of our own, which browsers warn of: compare its SHA-256 fingerprint {Fingerprint}. For {Names}; until {NotAfter:u}.")]
    private partial void LogSelfMade(string fingerprint, string names, DateTimeOffset notAfter);

    [LoggerMessage(Level = LogLevel.Information, Message = "HTTPS with the certificate of SHA-256 fingerprint {Fingerprint}. For {Names}; until {NotAfter:u}.")]
    private partial void LogGiven(string fingerprint, string names, DateTimeOffset notAfter);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The certificate ended on {NotAfter:u}: browsers refuse it.")]
    private partial void LogExpired(DateTimeOffset notAfter);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The new certificate can't be used, the one before stays in use: {Reason}")]
    private partial void LogKept(string reason);
}
