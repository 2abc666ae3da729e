namespace Dashboard.Services.Environments;

/// <summary>Gives the line that starts the engine behind a Unix socket, or that makes its socket reachable. Each begins with a space; "" is no advice.</summary>
internal static class StartAdvice
{
    /// <summary>Advice where the socket's file is there and nobody listens.</summary>
    public static string ForStopped(EngineEndpoint endpoint) => ForStopped(endpoint, IsInContainer);

    /// <summary>Advice where there is no socket.</summary>
    public static string ForMissing(EngineEndpoint endpoint) => ForMissing(endpoint, IsInContainer, IsInstalled("dockerd") || IsInstalled("podman"));

    /// <summary>The same as a function of what is known.</summary>
    public static string ForStopped(EngineEndpoint endpoint, bool isInContainer) => endpoint.SocketPath switch
    {
        null => "",
        _ when isInContainer => " Start the engine on the host, and then type there: docker compose up -d --force-recreate",
        { } path => $" Type: {StartLine(path)}",
    };

    /// <inheritdoc cref="ForStopped(EngineEndpoint, bool)"/>
    public static string ForMissing(EngineEndpoint endpoint, bool isInContainer, bool isInstalled) => endpoint.SocketPath switch
    {
        null => "",
        { } path when isInContainer => $" Mount the host's socket: add \"-v /var/run/docker.sock:{path}\" to docker run, or to the service's volumes.",
        { } path when isInstalled => $" Type: {StartLine(path)}",
        _ => " Type: sudo apt-get install docker.io   (or set DOCKER_HOST to an engine elsewhere)",
    };

    private static readonly string[] _programFolders = ["/usr/bin", "/usr/sbin", "/usr/local/bin"];

    private static string StartLine(string path) => (path.Contains("/podman/", StringComparison.Ordinal), path.StartsWith("/run/user/", StringComparison.Ordinal)) switch
    {
        (true, true) => "systemctl --user start podman.socket",
        (true, false) => "sudo systemctl start podman.socket",
        (false, true) => "systemctl --user start docker",
        (false, false) => "sudo systemctl start docker",
    };

    private static bool IsInContainer => ProcessIdentity.IsThisInContainer;

    private static bool IsInstalled(string program) =>
        _programFolders.Any(f => File.Exists(Path.Combine(f, program)));
}
