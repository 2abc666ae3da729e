namespace Dashboard.Services.Containers;

/// <summary>What the watcher needs of an engine; a port, so that tests can play an engine's part.</summary>
internal interface IContainerFeed
{
    /// <summary>Completes when the engine is up; the token is cancelled when it is lost again.</summary>
    Task<CancellationToken> WaitUntilUpAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Listens to container events until the stream ends or fails. <paramref name="subscribed"/> is called once the engine has
    /// taken the subscription, <paramref name="touched"/> with the full id of each container an event names and whether the event tells of what no
    /// list shows.
    /// </summary>
    Task ListenAsync(Action subscribed, Action<string, bool> touched, CancellationToken cancellationToken);

    /// <summary>The containers with these full ids, or all when null, running or not.</summary>
    Task<IReadOnlyList<ContainerSummary>> ListAsync(IReadOnlyCollection<string>? ids, CancellationToken cancellationToken);

    /// <summary>How often the restart policy of the container with this full id has started it again; null when it is gone.</summary>
    /// <exception cref="Commands.EngineErrorException">The engine would not say.</exception>
    Task<int?> RestartCountAsync(string id, CancellationToken cancellationToken);

    /// <summary>A call failed: the engine's health should be looked at again.</summary>
    void ReportFailure(Exception exception);
}
