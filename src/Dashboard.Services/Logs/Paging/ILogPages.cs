using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Logs.Paging;

/// <summary>What is held of a log.</summary>
/// <param name="First">Number of the oldest record.</param>
/// <param name="Next">Number that the next record will get.</param>
/// <param name="Earliest">Time of the oldest record, RFC 3339 in UTC with nanoseconds; "" unknown.</param>
/// <param name="Latest">Time of the newest; "" unknown.</param>
public sealed record LogBounds(long First, long Next, string Earliest, string Latest);

/// <summary>Parts of held logs by the numbers of their records, each read scoped to who asks.</summary>
public interface ILogPages
{
    /// <summary>Most records of a page.</summary>
    const int MostLines = 10_000;

    /// <summary>The last records before a number.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="environment">The engine.</param>
    /// <param name="container">Whose log.</param>
    /// <param name="before">Number of the record that comes after the page.</param>
    /// <param name="lines">How many, 1 to <see cref="MostLines"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>
    /// One batch in the format of <see cref="LogBatch"/>, of about 1 MiB at most: records whose numbers follow each other up to the one before
    /// <paramref name="before"/>, or up to a <see cref="LogKind.Skipped"/> that stands for those missing there. Empty: there is nothing older.
    /// </returns>
    /// <exception cref="EngineErrorException">NotFound, Refused, Unreachable; Invalid: <paramref name="lines"/> is out of bounds.</exception>
    Task<byte[]> OlderAsync(
        Actor actor, DockerEnvironment environment, ResourceName container, long before, int lines, CancellationToken cancellationToken);

    /// <summary>
    /// The first records from a number on, in the same form. Where those directly after <paramref name="from"/> are missing, the batch begins
    /// with a <see cref="LogKind.Skipped"/> whose number is the one before the next that there is.
    /// </summary>
    /// <inheritdoc cref="OlderAsync"/>
    Task<byte[]> NewerAsync(
        Actor actor, DockerEnvironment environment, ResourceName container, long from, int lines, CancellationToken cancellationToken);

    /// <summary>What is held.</summary>
    /// <exception cref="EngineErrorException">NotFound, Refused, Unreachable.</exception>
    Task<LogBounds> BoundsAsync(Actor actor, DockerEnvironment environment, ResourceName container, CancellationToken cancellationToken);

    /// <summary>Number of the first record from a time on (nanoseconds since 1970); the next number when there is none.</summary>
    /// <exception cref="EngineErrorException">NotFound, Refused, Unreachable.</exception>
    Task<long> FindTimeAsync(
        Actor actor, DockerEnvironment environment, ResourceName container, long time, CancellationToken cancellationToken);
}
