using System.Net;
using System.Net.Sockets;
using System.Text;
using Docker.DotNet;

namespace Dashboard.Services.Environments;

/// <summary>
/// Reads what an engine says when it refuses, over a socket that is read with blocking calls: as much as a sentence needs, ended by the caller's
/// token or after a while, since an engine may stop in the middle of it.
/// </summary>
internal static class EngineRefusal
{
    /// <summary>Bytes of a refusal that are read.</summary>
    public const int Longest = 64 * 1024;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);

    /// <summary>The refusal, with as much of its sentence as has come.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static async Task<DockerApiException> ReadAsync(Socket socket, HttpHead head, CancellationToken cancellationToken)
    {
        // Before it may be shut down: there is no stream over a socket that was.
        using var body = new HttpBody(new NetworkStream(socket, ownsSocket: false), head.Rest, head.IsChunked, head.ContentLength);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(_patience);
        await using var registration = stop.Token.Register(() => ShutDown(socket));
        var text = await Task.Run(() => Read(body), CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        return new DockerApiException((HttpStatusCode)head.Status, text);
    }

    /// <summary>Makes a blocked read return at once; the descriptor stays until the socket is disposed.</summary>
    public static void ShutDown(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            // The engine closed it first.
        }
    }

    private static string Read(HttpBody body)
    {
        var bytes = new byte[Longest];
        var length = 0;
        try
        {
            int read;
            while (length < bytes.Length && (read = body.Read(bytes.AsSpan(length))) > 0)
            {
                length += read;
            }
        }
        catch (IOException)
        {
            // It broke off: what has come is what is told.
            return Encoding.UTF8.GetString(bytes, 0, length);
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }
}
