using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Logs.Download;

/// <inheritdoc cref="ILogDownload"/>
internal sealed class LogDownload(LogOpening opening, IRightsSource rights, TimeProvider time) : ILogDownload
{
    public async Task WriteAsync(
        Actor actor, DockerEnvironment environment, ResourceName container, LogSlice slice, Func<string, Stream> open, CancellationToken cancellationToken)
    {
        var (held, isHeld) = await opening.OpenAsync(actor, environment, container, cancellationToken);
        using var watch = new RightWatch(rights, isHeld, cancellationToken);
        using var look = held.Log.Look();
        try
        {
            await held.CaughtUp.WaitAsync(watch.Token);
            await WriteAsync(held.Log, slice, open(held.Owner.Name), watch.Token);
        }
        catch (OperationCanceledException e) when (watch.IsLost)
        {
            throw LogOpening.Lost(actor, e);
        }
        finally
        {
            held.LastLook = time.GetTimestamp();
        }
    }

    /// <summary>Writes block by block: the log may be larger than memory.</summary>
    internal static async Task WriteAsync(KeptLog log, LogSlice slice, Stream destination, CancellationToken cancellationToken)
    {
        var at = Math.Max(slice.From ?? log.First, slice.Since is { } since ? log.FindTime(since) : log.First);
        var end = Math.Min(log.Next, slice.To is { } to and < long.MaxValue ? to + 1 : long.MaxValue);
        var writer = new LineWriter(slice);
        while (at < end && log.ReadBack(at) is { } block && block.First < end)
        {
            await destination.WriteAsync(writer.Write(block, end), cancellationToken);
            at = block.Next;
        }
    }
}
