using Dashboard.Testing;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests.Connection;

/// <summary>
/// A dashboard of its own on the shared engine, with nginx and Caddy in front, each with the very configuration that the connection page shows.
/// </summary>
public sealed class ProxiedFixture(BrowserFixture shared) : IAsyncLifetime
{
    private readonly Dictionary<string, ReverseProxy> _proxies = [];
    private DashboardProcess? _dashboard;

    /// <summary>The engine.</summary>
    public PrivateEngine Engine => shared.Engine;

    /// <summary>The browser.</summary>
    public IBrowser Chromium => shared.Chromium;

    /// <summary>The program itself, without a proxy.</summary>
    public DashboardProcess Dashboard => _dashboard ?? throw new InvalidOperationException("The fixture has not been initialised.");

    /// <summary>Where a proxy listens: "nginx", "nginx that adds", "Caddy".</summary>
    public Uri Address(string proxy) => _proxies[proxy].Address;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        try
        {
            await StartAsync();
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in _proxies.Values)
        {
            await proxy.DisposeAsync();
        }

        _proxies.Clear();
        if (_dashboard is not null)
        {
            await _dashboard.DisposeAsync();
            _dashboard = null;
        }
    }

    private async Task StartAsync()
    {
        // Proxies connect from here; the tests' own clients use other addresses of the loopback network.
        _dashboard = await DashboardProcess.StartAsync(
            shared.Engine.DockerHost, CancellationToken.None,
            environment: new Dictionary<string, string> { ["Dashboard__Proxy__KnownNetworks__0"] = "127.0.0.1/32" });
        await using var context = await Chromium.NewContextAsync();
        var page = await context.NewPageAsync();
        await TestBrowser.SetUpAsync(page, _dashboard.SetupLink);
        await page.GotoAsync(new Uri(_dashboard.Address, "connection").ToString());
        var nginx = await ExampleAsync(page, "nginx");
        var caddy = await ExampleAsync(page, "Caddy");
        _proxies["nginx"] = await ReverseProxy.StartNginxAsync((port, certificate, key) => NginxServer(nginx, port, certificate, key), CancellationToken.None);
        // As many have it: what a client sent stays in front of its address, and a name that it made up is passed on.
        var adding = nginx.Replace("X-Forwarded-For $remote_addr", "X-Forwarded-For $proxy_add_x_forwarded_for", StringComparison.Ordinal);
        Assert.NotEqual(nginx, adding);
        _proxies["nginx that adds"] = await ReverseProxy.StartNginxAsync((port, certificate, key) => NginxServer(adding, port, certificate, key), CancellationToken.None);
        _proxies["Caddy"] = await ReverseProxy.StartCaddyAsync(
            (port, certificate, key) => caddy.Replace("dash.example.org {", $"https://localhost:{port} {{\nbind 127.0.0.1\ntls {certificate} {key}", StringComparison.Ordinal),
            CancellationToken.None);
    }

    private static async Task<string> ExampleAsync(IPage page, string proxy)
    {
        var shown = page.Locator("details", new() { Has = page.GetByText(proxy, new() { Exact = true }) });
        await shown.Locator("summary").ClickAsync();
        return await shown.Locator("pre").InnerTextAsync();
    }

    private static string NginxServer(string example, int port, string certificate, string key) => example
        .Replace("listen 443 ssl;", $"listen 127.0.0.1:{port} ssl; ssl_certificate {certificate}; ssl_certificate_key {key};", StringComparison.Ordinal);
}
