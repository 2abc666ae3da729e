using System.Threading.Channels;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests;

/// <summary>WebSockets of a page over which the server's answers come late, in order, as from far away.</summary>
internal static class LaggingSocket
{
    /// <summary>From now on, for sockets that the page opens to <paramref name="url"/>.</summary>
    public static Task OnAsync(IPage page, string url, TimeSpan lag) => page.RouteWebSocketAsync(url, route =>
    {
        var server = route.ConnectToServer();
        var late = Channel.CreateUnbounded<(IWebSocketFrame Frame, long Came)>();
        server.OnMessage(frame => late.Writer.TryWrite((frame, TimeProvider.System.GetTimestamp())));
        _ = PassOnAsync(route, late.Reader, lag);
    });

    private static async Task PassOnAsync(IWebSocketRoute route, ChannelReader<(IWebSocketFrame Frame, long Came)> late, TimeSpan lag)
    {
        await foreach (var (frame, came) in late.ReadAllAsync())
        {
            if (lag - TimeProvider.System.GetElapsedTime(came) is { } left && left > TimeSpan.Zero)
            {
                await Task.Delay(left);
            }

            if (frame.Binary is { } bytes)
            {
                route.Send(bytes);
            }
            else
            {
                route.Send(frame.Text!);
            }
        }
    }
}
