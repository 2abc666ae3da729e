using System.Net.Sockets;
using Docker.DotNet;

namespace Dashboard.Services.Environments;

/// <summary>Words for why an engine can't be used, from what the transport threw.</summary>
internal static class EngineReasons
{
    public static string Explain(Exception exception, EngineEndpoint endpoint, TimeSpan limit)
    {
        if (exception is OperationCanceledException)
        {
            return $"The engine at {endpoint} did not answer within {limit.TotalSeconds:0} s.";
        }

        for (var e = exception; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case SocketException { SocketErrorCode: SocketError.AccessDenied }:
                    return $"Permission denied on {endpoint}: the dashboard's user must be allowed to use the socket.";
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return $"Nobody listens on {endpoint}: the engine is stopped.";
                case SocketException { SocketErrorCode: SocketError.AddressNotAvailable } or FileNotFoundException:
                    return $"There is no socket at {endpoint}.";
                case SocketException socket:
                    return $"Can't connect to {endpoint}: {socket.Message}.";
                case DockerApiException api:
                    return $"The engine at {endpoint} answered HTTP {(int)api.StatusCode}.";
            }
        }

        return $"Can't connect to {endpoint}: {exception.Message}";
    }
}
