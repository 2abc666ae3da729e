using Docker.DotNet;
using Docker.DotNet.Unix;

namespace Dashboard.Services.Environments;

/// <summary>The only place where a client of the library is built.</summary>
internal static class EngineClients
{
    /// <summary>The newest API version that this program was written against.</summary>
    public static readonly Version NewestApi = new(1, 54);

    /// <summary>
    /// A client for <paramref name="endpoint"/>; without a version its paths are unversioned, which every engine answers.
    /// No timeout: the library's default of 100 s would also cut prune, commit and uploads; callers bring their own tokens.
    /// </summary>
    public static DockerClient Create(EngineEndpoint endpoint, Version? apiVersion)
    {
        var builder = new DockerClientBuilder().WithEndpoint(endpoint.Uri).WithTimeout(Timeout.InfiniteTimeSpan);
        if (apiVersion is not null)
        {
            builder = builder.WithApiVersion(apiVersion);
        }

        // The default Unix transport: the one over SocketsHttpHandler deadlocks exec.
        return endpoint.Uri.Scheme == "unix"
            ? builder.WithTransportOptions(DockerHandlerFactory.Instance, new UnixSocketTransportOptions()).Build()
            : builder.Build();
    }
}
