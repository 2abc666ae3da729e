namespace Dashboard.Web.Https;

/// <summary>
/// Looks for a newer certificate now and then. Contents are compared, since file events do not come through mounts and symbolic links, by which
/// renewals usually arrive.
/// </summary>
internal sealed class CertificateWatch(ServerCertificate certificate, TimeProvider time) : BackgroundService
{
    /// <summary>How long a renewed certificate may wait.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (certificate.Current is null)
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            certificate.Refresh();
        }
    }
}
