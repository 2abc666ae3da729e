namespace Dashboard.Services.Containers.Stats;

/// <summary>What statistics need of an engine; a port, so that tests can play an engine's part.</summary>
internal interface IStatsFeed
{
    /// <summary>Completes when the engine is up; the token is cancelled when it is lost again.</summary>
    Task<CancellationToken> WaitUntilUpAsync(CancellationToken cancellationToken);

    /// <summary>One sample at once, without CPU counters of the moment before; null when the container is gone or does not run.</summary>
    Task<StatsSample?> SampleAsync(string id, CancellationToken cancellationToken);

    /// <summary>A sample each second, until the container stops or the stream breaks.</summary>
    IAsyncEnumerable<StatsSample> StreamAsync(string id, CancellationToken cancellationToken);

    /// <summary>A call failed: the engine's health should be looked at again.</summary>
    void ReportFailure(Exception exception);
}
