namespace Dashboard.Services.Commands;

/// <summary>Fetches what a build is made of from elsewhere, under the operator's rules for addresses.</summary>
internal interface IRemoteContexts
{
    /// <summary>The files of a git repository as a tar archive, without what its <c>.dockerignore</c> leaves out.</summary>
    /// <param name="address">As the docker CLI takes it: https://host/path.git#ref:folder.</param>
    /// <param name="dockerfile">Path of the Dockerfile in it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="EngineErrorException">It may not be fetched, or can't be.</exception>
    Task<Stream> OpenAsync(string address, string dockerfile, CancellationToken cancellationToken);

    /// <summary>Takes a build's context in, so that its Dockerfile can be read before it is sent.</summary>
    /// <param name="archive">A tar stream.</param>
    /// <param name="dockerfile">Path of the Dockerfile in it; null is the usual one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="EngineErrorException">It is too large, no archive, or has no such file.</exception>
    Task<IPinnedContext> PinAsync(Stream archive, string? dockerfile, CancellationToken cancellationToken);
}
