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
}
