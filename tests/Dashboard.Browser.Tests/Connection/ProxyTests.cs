using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Dashboard.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Connection;

/// <summary>Through real proxies with TLS: what has to work does, and what a client makes up has no effect.</summary>
public sealed partial class ProxyTests(ProxiedFixture fixture) : IClassFixture<ProxiedFixture>
{
    private const string Spoofed = "203.0.113.9";

    [Theory]
    [InlineData("nginx")]
    [InlineData("Caddy")]
    public async Task Proxy_InFront_PageLogAndTerminalWork(string proxy)
    {
        var token = TestContext.Current.CancellationToken;
        var name = $"behind-{proxy.ToLowerInvariant()}";
        await fixture.Engine.RunContainerAsync(name, ["--network", "none"], ["sh", "-c", "i=0; while :; do i=$((i+1)); echo $i; sleep 0.1; done"], token);
        var context = await fixture.Chromium.NewContextAsync(new() { BaseURL = fixture.Address(proxy).ToString(), IgnoreHTTPSErrors = true });
        await using var browser = new BrowserPage(context, await context.NewPageAsync());
        var page = browser.Page;
        await SignInAsync(browser);

        await Expect(browser.Row(name)).ToContainTextAsync("Running");
        Assert.Contains(await context.CookiesAsync(), c => c is { Name: "__Host-dashboard", Secure: true, HttpOnly: true });

        await OpenAsync(page, $"/containers/local/{name}/log", "log-view");
        await Eventually.ThatAsync(async () => await browser.LogLinesAsync() > 5, TimeSpan.FromSeconds(15), "the log is there", token);
        var lines = await browser.LogLinesAsync();
        await Eventually.ThatAsync(async () => await browser.LogLinesAsync() > lines + 10, TimeSpan.FromSeconds(15), "the log goes on", token);

        await OpenAsync(page, $"/containers/local/{name}/terminal", "terminal-view .xterm");
        await page.Locator("terminal-view .xterm").ClickAsync();
        await browser.UntilTerminalShowsAsync("#");
        await page.Keyboard.TypeAsync("echo answer $((6*7))\n");
        await browser.UntilTerminalShowsAsync("answer 42");

        await OpenAsync(page, "/connection", ".connection:has([data-verdict=Proxied]):has([data-result=origin].good) [data-result=socket].good");
        await fixture.Engine.DockerAsync(token, "rm", "-f", name);
    }

    [Fact]
    public async Task Circuit_RefusedForItsOrigin_ThePageSaysWhichAndWhatWasExpected()
    {
        var address = fixture.Address("nginx");
        var context = await fixture.Chromium.NewContextAsync(new() { BaseURL = address.ToString(), IgnoreHTTPSErrors = true });
        await using var browser = new BrowserPage(context, await context.NewPageAsync()) { Expected = "403" };
        await SignInAsync(browser);
        var own = address.GetLeftPart(UriPartial.Authority);
        var seen = own.Replace("https:", "http:", StringComparison.Ordinal);
        await browser.Page.RouteAsync(new Regex("/_blazor/negotiate|/connection/check"), async route => await route.FulfillAsync(new()
        {
            Response = await route.FetchAsync(new() { Headers = new Dictionary<string, string>(route.Request.Headers) { ["origin"] = seen } }),
        }));
        await OpenAsync(browser.Page, "/connection", ".connection:has([data-result=origin].bad) [data-verdict=Proxied].bad");
        await browser.Page.GotoAsync("/containers");

        var note = browser.Page.GetByTestId("circuit-refused");
        await Expect(note.Locator("[data-seen]")).ToHaveTextAsync(seen, new() { Timeout = 20_000 });
        await Expect(note.Locator("[data-expected]")).ToHaveTextAsync(own, new() { Timeout = 20_000 });
    }

    [Theory]
    [InlineData("nginx", "127.0.0.21")]
    [InlineData("nginx that adds", "127.0.0.22")]
    [InlineData("Caddy", "127.0.0.23")]
    [InlineData("none", "127.0.0.24")]
    public async Task Client_MakesUpForwardedHeaders_TheyHaveNoEffect(string proxy, string from)
    {
        var token = TestContext.Current.CancellationToken;
        var address = proxy == "none" ? fixture.Dashboard.Address : fixture.Address(proxy);
        using var client = ClientFrom(from);
        client.BaseAddress = address;
        var own = address.GetLeftPart(UriPartial.Authority);

        // The Origin check goes by what is true: the address in the browser's bar passes, whatever else is claimed.
        foreach (var (origin, claimed, expected) in (IEnumerable<(string, string, HttpStatusCode)>)
        [
            (own, "evil.example", HttpStatusCode.Unauthorized),
            ("https://evil.example", "evil.example", HttpStatusCode.Forbidden),
            ("http://evil.example", "evil.example", HttpStatusCode.Forbidden),
            (own.StartsWith("https", StringComparison.Ordinal) ? own.Replace("https:", "http:", StringComparison.Ordinal) : own.Replace("http:", "https:", StringComparison.Ordinal),
                address.Authority, HttpStatusCode.Forbidden),
            ("https://localhost", "localhost", HttpStatusCode.Forbidden),
        ])
        {
            foreach (var path in (string[])["/_blazor/negotiate", "/hubs/status/negotiate", "/hubs/logs/negotiate", "/hubs/terminals/negotiate"])
            {
                using var request = Spoofing(HttpMethod.Post, path, origin, claimed);
                using var response = await client.SendAsync(request, token);
                Assert.True(response.StatusCode == expected, $"{path} from {origin}, claiming {claimed}: {response.StatusCode}, not {expected}");
            }
        }

        // A wrong sign-in is audited with the address that it came from.
        var form = await (await client.SendAsync(Spoofing(HttpMethod.Get, "/sign-in", null, "evil.example"), token)).Content.ReadAsStringAsync(token);
        using var signIn = Spoofing(HttpMethod.Post, "/sign-in", own, "evil.example");
        signIn.Content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["UserName"] = "spoofer",
            ["Password"] = "not the password of anybody",
            ["_handler"] = "sign-in",
            ["__RequestVerificationToken"] = WebUtility.HtmlDecode(FormToken().Match(form).Groups[1].Value),
        });
        using var refused = await client.SendAsync(signIn, token);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);

        var audit = await AuditAsync();
        Assert.Contains($", from {from}\"", audit);
        Assert.DoesNotContain(Spoofed, audit);
    }

    private static Task SignInAsync(BrowserPage browser) => Eventually.ThatAsync(
        async () =>
        {
            var page = browser.Page;
            await OpenAsync(page, "/sign-in", "input[type=password]");
            await page.Locator("input[autocomplete=username]").FillAsync(TestBrowser.UserName);
            await page.Locator("input[type=password]").FillAsync(TestBrowser.Password);
            await page.Locator("form.access-form button[type=submit]").ClickAsync();
            await page.Locator(".shell-live").WaitForAsync(new() { Timeout = 10_000 });
            return true;
        },
        TimeSpan.FromSeconds(30),
        "one is signed in");

    // Chromium drops what it is loading when any of the machine's networks changes, as engines beside us make them do.
    private static Task OpenAsync(IPage page, string path, string selector) => Eventually.ThatAsync(
        async () =>
        {
            await page.GotoAsync(path);
            await page.Locator(selector).WaitForAsync(new() { Timeout = 6_000 });
            return true;
        },
        TimeSpan.FromSeconds(30),
        $"{path} shows {selector}");

    // Everything that a proxy could be made to believe, in every spelling.
    private static HttpRequestMessage Spoofing(HttpMethod method, string path, string? origin, string claimed)
    {
        var request = new HttpRequestMessage(method, path);
        var isSecure = origin?.StartsWith("https", StringComparison.Ordinal) ?? false;
        request.Headers.Add("X-Forwarded-For", Spoofed);
        request.Headers.Add("X-Forwarded-Proto", isSecure ? "https" : "http");
        request.Headers.Add("X-Forwarded-Host", claimed);
        request.Headers.Add("X-Real-IP", Spoofed);
        request.Headers.Add("X-Original-For", Spoofed);
        request.Headers.Add("Forwarded", $"for={Spoofed};proto={(isSecure ? "https" : "http")};host={claimed}");
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return request;
    }

    // All of 127.0.0.0/8 is this machine; the proxies' own address is 127.0.0.1.
    private static HttpClient ClientFrom(string address) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        SslOptions = SelfMadeHttps.Trusting(),
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    });

    private async Task<string> AuditAsync()
    {
        var context = await fixture.Chromium.NewContextAsync(new() { BaseURL = fixture.Dashboard.Address.ToString() });
        await using var browser = new BrowserPage(context, await context.NewPageAsync());
        await SignInAsync(browser);
        var export = await context.APIRequest.GetAsync("/audit/export");
        return await export.TextAsync();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]*)\"")]
    private static partial Regex FormToken();
}
