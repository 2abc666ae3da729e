using System.Diagnostics.Metrics;

namespace Dashboard.Browser.Tests.Access;

/// <summary>How many WebSockets the server holds open, by its own count.</summary>
internal sealed class OpenSockets : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _count;

    /// <summary>Counts from now on; make it before the first is opened.</summary>
    public OpenSockets()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "Microsoft.AspNetCore.Server.Kestrel", Name: "kestrel.upgraded_connections" })
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, change, _, _) => Interlocked.Add(ref _count, change));
        _listener.Start();
    }

    /// <summary>Open now.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();
}
