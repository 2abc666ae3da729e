using System.Net.Sockets;
using Docker.DotNet;

namespace Dashboard.Services.Environments;

/// <summary>Explains why an engine can't be used, from what the transport threw, with the line to type where there is one.</summary>
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
                    return $"Permission denied on {endpoint}. {ExplainDenied(endpoint)}";
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return $"Nobody listens on {endpoint}: the engine is stopped.{StartAdvice.ForStopped(endpoint)}";
                case SocketException { SocketErrorCode: SocketError.AddressNotAvailable } or FileNotFoundException:
                    return $"There is no socket at {endpoint}.{StartAdvice.ForMissing(endpoint)}";
                case SocketException socket:
                    return $"Can't connect to {endpoint}: {socket.Message}.";
                case DockerApiException api:
                    return $"The engine at {endpoint} answered HTTP {(int)api.StatusCode}.";
            }
        }

        return $"Can't connect to {endpoint}: {exception.Message}";
    }

    private static string ExplainDenied(EngineEndpoint endpoint) =>
        endpoint.SocketPath is { } path && SocketOwnership.Read(path) is { } access
            ? access.Explain()
            : "A folder above the socket may not be entered; start the dashboard as the socket's owner.";
}
