using System.Net;
using System.Net.Sockets;

namespace Dashboard.Testing;

/// <summary>Ports for servers that the tests start.</summary>
public static class LoopbackPort
{
    /// <summary>A port of 127.0.0.1 that nobody listened on a moment ago.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
