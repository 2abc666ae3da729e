using System.Net;

namespace Dashboard.Web.Tests.Budgets;

/// <summary>Body of which a byte comes now and then, until it is released.</summary>
internal sealed class TrickleContent(CancellationToken release) : HttpContent
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        var piece = new byte[512];
        while (!release.IsCancellationRequested)
        {
            await stream.WriteAsync(piece, CancellationToken.None);
            await stream.FlushAsync(CancellationToken.None);
            await Task.Delay(_pause, release).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
