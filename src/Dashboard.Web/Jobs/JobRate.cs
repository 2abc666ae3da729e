using Dashboard.Services.Images;

namespace Dashboard.Web.Jobs;

/// <summary>Bytes per second of a transfer, over its last few seconds.</summary>
internal sealed class JobRate(TimeProvider time)
{
    private static readonly TimeSpan _span = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _least = TimeSpan.FromSeconds(1);

    private readonly Queue<(long At, long Bytes)> _samples = new();

    /// <summary>Takes how far it is now; null while too little is known.</summary>
    public double? Of(PullState progress)
    {
        var now = time.GetTimestamp();
        _samples.Enqueue((now, progress.Downloaded));
        while (_samples.Count > 2 && time.GetElapsedTime(_samples.Peek().At, now) > _span)
        {
            _samples.Dequeue();
        }

        var (from, bytes) = _samples.Peek();
        var elapsed = time.GetElapsedTime(from, now);
        return elapsed >= _least && progress.Downloaded > bytes ? (progress.Downloaded - bytes) / elapsed.TotalSeconds : null;
    }
}
