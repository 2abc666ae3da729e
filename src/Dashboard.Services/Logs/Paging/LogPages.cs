using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Logs.Paging;

/// <inheritdoc cref="ILogPages"/>
internal sealed class LogPages(LogOpening opening, TimeProvider time) : ILogPages
{
    public async Task<byte[]> OlderAsync(
        Actor actor, DockerEnvironment environment, ResourceName container, long before, int lines, CancellationToken cancellationToken)
    {
        var log = await OpenAsync(actor, environment, container, cancellationToken);
        using var look = log.Look();
        return PageReader.Older(log, before, Bounded(lines));
    }

    public async Task<byte[]> NewerAsync(
        Actor actor, DockerEnvironment environment, ResourceName container, long from, int lines, CancellationToken cancellationToken)
    {
        var log = await OpenAsync(actor, environment, container, cancellationToken);
        using var look = log.Look();
        return PageReader.Newer(log, from, Bounded(lines));
    }

    public async Task<LogBounds> BoundsAsync(Actor actor, DockerEnvironment environment, ResourceName container, CancellationToken cancellationToken)
    {
        var log = await OpenAsync(actor, environment, container, cancellationToken);
        var (first, next) = (log.First, log.Next);
        return new LogBounds(first, next, TimeOf(log, first), next > first ? TimeOf(log, next - 1) : "");
    }

    public async Task<long> FindTimeAsync(
        Actor actor, DockerEnvironment environment, ResourceName container, long time, CancellationToken cancellationToken) =>
        (await OpenAsync(actor, environment, container, cancellationToken)).FindTime(time);

    /// <summary>How many records somebody asked for, if there may be so many.</summary>
    /// <exception cref="EngineErrorException">Invalid.</exception>
    internal static int Bounded(int lines) => lines is >= 1 and <= ILogPages.MostLines
        ? lines
        : throw new EngineErrorException(new EngineError(EngineErrorKind.Invalid, $"invalid value for \"lines\": {lines} is not from 1 to {ILogPages.MostLines}"));

    // The time of the first record from a number on that has one: dividers and notices may have none.
    private static string TimeOf(KeptLog log, long number)
    {
        var found = 0L;
        if (log.ReadBack(number) is { } block)
        {
            LogBatch.Read(block.Records.Span, line => found = found == 0 ? line.Timestamp : found);
        }

        return found == 0 ? "" : LogTimestamp.Format(found);
    }

    private async Task<KeptLog> OpenAsync(Actor actor, DockerEnvironment environment, ResourceName container, CancellationToken cancellationToken)
    {
        var (held, _) = await opening.OpenAsync(actor, environment, container, cancellationToken);
        held.LastLook = time.GetTimestamp();
        return held.Log;
    }
}
