using Microsoft.Playwright;

namespace Dashboard.Browser.Tests;

/// <summary>WebSockets of a page that a test can cut, and keep cut, as a bad network does.</summary>
internal sealed class CuttableSocket
{
    private readonly List<IWebSocketRoute> _open = [];
    private bool _isCut;

    public static async Task<CuttableSocket> OnAsync(IPage page, string url)
    {
        var socket = new CuttableSocket();
        await page.RouteWebSocketAsync(url, route =>
        {
            if (socket._isCut)
            {
                _ = route.CloseAsync(new() { Code = 4000 });
                return;
            }

            route.ConnectToServer();
            socket._open.Add(route);
        });
        return socket;
    }

    public async Task CutAsync()
    {
        _isCut = true;
        foreach (var route in _open)
        {
            await route.CloseAsync(new() { Code = 4000 });
        }

        _open.Clear();
    }

    public void Mend() => _isCut = false;
}
