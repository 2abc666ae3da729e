using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Logs.Search;

namespace Dashboard.Services.Logs.Merging;

/// <summary>
/// Logs of several containers as one, in the order of their times, each read scoped to who asks: logs that they may not read are not among them.
/// Records are numbered by <see cref="MergeKey"/>. All methods throw <see cref="EngineErrorException"/>: NotFound and Refused for a container that
/// the selector names, Invalid for a wrong argument.
/// </summary>
public interface IMergedLogs
{
    /// <summary>Follows them, containers that come later too. Ends only by the token, or with Refused when none of them may be read any more.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="environment">The engine.</param>
    /// <param name="selector">Whose logs.</param>
    /// <param name="request">How many records from the end to begin with, and what the caller has already.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Batches in the format of <see cref="MergedBatch"/>.</returns>
    IAsyncEnumerable<byte[]> FollowAsync(Actor actor, DockerEnvironment environment, LogSelector selector, MergeRequest request, CancellationToken cancellationToken);

    /// <summary>The last records before a number, as one batch; empty when there are none.</summary>
    byte[] Older(Actor actor, DockerEnvironment environment, LogSelector selector, long before, int lines);

    /// <summary>The first records from a number on, as one batch; empty when there are none.</summary>
    byte[] Newer(Actor actor, DockerEnvironment environment, LogSelector selector, long from, int lines);

    /// <summary>Number of the oldest record that is held; 0 when there is none.</summary>
    long First(Actor actor, DockerEnvironment environment, LogSelector selector);

    /// <summary>The number of the first record at or after a time (nanoseconds since 1970).</summary>
    long NumberOf(long time);

    /// <summary>Looks through everything that is held of them.</summary>
    /// <exception cref="FormatException">The query is wrong; the message names what of it.</exception>
    IAsyncEnumerable<LogSearchStep> SearchAsync(
        Actor actor, DockerEnvironment environment, LogSelector selector, LogQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Writes the lines of all that is held byte for byte, each after the name of its container, a bar, and a line feed at its end: as compose prints them.
    /// </summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="environment">The engine.</param>
    /// <param name="selector">Whose logs.</param>
    /// <param name="open">Called once, after everything that may be refused; gives what to write to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task WriteAsync(Actor actor, DockerEnvironment environment, LogSelector selector, Func<Stream> open, CancellationToken cancellationToken);
}

/// <summary>What of several logs is wanted before following them.</summary>
/// <param name="Tail">Records from the end; negative is all.</param>
/// <param name="After">By full ids of containers: the number, in its own log, after the last record that the caller has.</param>
/// <param name="Last">Number among all of the last record that the caller has; negative for none: then <paramref name="Tail"/> decides.</param>
public sealed record MergeRequest(int Tail, IReadOnlyDictionary<string, long> After, long Last);
