using System.Net;
using System.Net.Sockets;

namespace Dashboard.Services.Environments;

/// <summary>
/// Where an engine listens: <c>unix:///var/run/docker.sock</c> or <c>tcp://host:port</c>, the spellings of <c>DOCKER_HOST</c>.
/// </summary>
/// <param name="Uri">The endpoint as an absolute URI with the scheme <c>unix</c> or <c>tcp</c>.</param>
public sealed record EngineEndpoint(Uri Uri)
{
    /// <summary>Docker's usual socket on Linux and macOS.</summary>
    public const string Default = "unix:///var/run/docker.sock";

    /// <summary>Reads <c>DOCKER_HOST</c>'s value; null or empty gives <see cref="Default"/>.</summary>
    /// <exception cref="FormatException">It is no unix:// or tcp:// address; the message quotes it.</exception>
    public static EngineEndpoint Parse(string? dockerHost)
    {
        var text = string.IsNullOrWhiteSpace(dockerHost) ? Default : dockerHost.Trim();
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri switch
        {
            { Scheme: "unix", AbsolutePath.Length: > 1 } => true,
            { Scheme: "tcp", Host.Length: > 0, Port: > 0 } => true,
            _ => false,
        }
            ? new EngineEndpoint(uri)
            : throw new FormatException($"DOCKER_HOST \"{text}\" is neither unix:///path/to/socket nor tcp://host:port.");
    }

    /// <summary>Opens a connection. The caller disposes the socket.</summary>
    /// <exception cref="SocketException">Nobody listens, or access is denied.</exception>
    internal async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = NewSocket();
        try
        {
            await socket.ConnectAsync(Address, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Opens a connection that is only used by blocking calls: .NET then never watches it. The caller disposes the socket.</summary>
    /// <exception cref="SocketException">Nobody listens, or access is denied.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    internal async Task<Socket> ConnectBlockingAsync(CancellationToken cancellationToken)
    {
        var socket = NewSocket();
        using var cancel = cancellationToken.Register(socket.Dispose);
        try
        {
            await Task.Run(() => socket.Connect(Address), cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return socket;
        }
        catch (Exception e)
        {
            socket.Dispose();
            if (e is SocketException or ObjectDisposedException)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            throw;
        }
    }

    /// <summary>Path of its Unix socket; null for TCP.</summary>
    internal string? SocketPath => IsUnix ? Uri.AbsolutePath : null;

    private bool IsUnix => Uri.Scheme == "unix";

    private EndPoint Address => IsUnix ? new UnixDomainSocketEndPoint(Uri.AbsolutePath) : new DnsEndPoint(Uri.Host, Uri.Port);

    private Socket NewSocket() => IsUnix
        ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <inheritdoc/>
    public override string ToString() => Uri.Scheme == "unix" ? $"unix://{Uri.AbsolutePath}" : Uri.OriginalString;
}
