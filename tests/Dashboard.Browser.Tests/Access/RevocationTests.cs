using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Dashboard.Services.Access;
using Dashboard.Services.People;
using Dashboard.Testing;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests.Access;

/// <summary>
/// Whoever is cut off has nothing left within two seconds, and not a byte comes after: twenty circuits, logs and terminals in a browser at once, twenty
/// logs and terminals of a token. It took 0.3 to 0.5 s on an idle machine and up to 1.9 s on one with six times the work that it has cores for.
/// </summary>
public sealed class RevocationTests(BrowserFixture fixture)
{
    private const int Each = 20;

    // Pages of a real browser, each with three sockets. The full number once: they take Chromium half a minute and more to open on two cores.
    private const int Few = 8;
    private const string Circuit = "/_blazor";
    private const string Log = "/hubs/logs";
    private const string Terminal = "/hubs/terminals";
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(2);
    private static int _names;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("disabled", Each)]
    [InlineData("session ended", Few)]
    public async Task User_CutOff_HasNothingLeft(string how, int pages)
    {
        await using var dashboard = await LiveDashboard.StartAsync(fixture.Engine.DockerHost);
        var container = await ChattyAsync();
        var lee = await dashboard.AddPersonAsync("lee", BuiltInRoles.Developer);
        using var open = new OpenSockets();
        await using var context = await SignInAsync(dashboard);
        var sockets = new WatchedSockets();
        await OpenAsync(context, sockets, container, pages);
        Assert.Equal(3 * pages, open.Count);
        var began = TimeProvider.System.GetTimestamp();

        if (how == "disabled")
        {
            Assert.True((await dashboard.Services.GetRequiredService<PeopleStore>().SetDisabledAsync(LiveDashboard.Admin, lee, true, Token)).Succeeded);
        }
        else
        {
            var sessions = dashboard.Services.GetRequiredService<SessionStore>();
            await sessions.EndAsync(new SessionKey(lee, (await sessions.ListAsync(lee, Token)).Single().Id), Token);
        }

        await Eventually.ThatAsync(() => open.Count == 0, TimeSpan.FromSeconds(15), "every socket is closed", Token);
        var took = TimeProvider.System.GetElapsedTime(began);
        TestContext.Current.TestOutputHelper?.WriteLine($"the last of {3 * pages} sockets was closed after {took.TotalMilliseconds:0} ms");
        Assert.InRange(took, TimeSpan.Zero, _limit);
        Assert.DoesNotContain(dashboard.Services.GetRequiredService<ISessionRegistry>().Open, s => s.UserId == lee);
        // What was on its way to this process, through the browser and its driver, has come meanwhile.
        await PrintsMoreAsync(container);
        var bytes = (sockets.Bytes(Circuit), sockets.Bytes(Log), sockets.Bytes(Terminal));
        await PrintsMoreAsync(container);
        Assert.Equal(bytes, (sockets.Bytes(Circuit), sockets.Bytes(Log), sockets.Bytes(Terminal)));
        Assert.Equal(0, open.Count);
        await NoShellIsLeftAsync(container);
    }

    [Fact]
    public async Task Role_LoweredToViewer_EndsTerminalsAndLeavesLogs()
    {
        await using var dashboard = await LiveDashboard.StartAsync(fixture.Engine.DockerHost);
        var container = await ChattyAsync();
        var lee = await dashboard.AddPersonAsync("lee", BuiltInRoles.Developer);
        await using var context = await SignInAsync(dashboard);
        var sockets = new WatchedSockets();
        await OpenAsync(context, sockets, container, Few);
        var grants = dashboard.Services.GetRequiredService<GrantStore>();
        Assert.True((await grants.AddAsync(LiveDashboard.Admin, lee, false, BuiltInRoles.Viewer, GrantScope.Everywhere, Token)).Succeeded);
        var developer = (await grants.ListAsync(LiveDashboard.Admin, Token)).Single(g => g is { Principal: "lee", Role: BuiltInRoles.Developer });
        var log = sockets.Bytes(Log);
        var began = Uptime();

        Assert.True((await grants.RemoveAsync(LiveDashboard.Admin, developer, Token)).Succeeded);

        await NoShellIsLeftAsync(container);
        await PrintsMoreAsync(container);
        Assert.Equal(Few, sockets.Opened(Log));
        await Eventually.ThatAsync(() => sockets.Bytes(Log) > log + (Few * 100), "the logs go on");
        await PrintsMoreAsync(container);
        // By the container's own clock: nothing of what it printed later came to a terminal.
        var last = sockets.LatestUptime(Terminal);
        TestContext.Current.TestOutputHelper?.WriteLine($"the last line that came to a terminal was printed {last - began:0.00} s after");
        Assert.InRange(last, 1, began + _limit.TotalSeconds);
    }

    [Fact]
    public async Task Token_Revoked_EndsItsStreamsAndCalls()
    {
        await using var dashboard = await LiveDashboard.StartAsync(fixture.Engine.DockerHost);
        var container = await ChattyAsync();
        var lee = await dashboard.AddPersonAsync("lee", BuiltInRoles.Admin);
        var tokens = dashboard.Services.GetRequiredService<ApiTokenStore>();
        var secret = await tokens.CreateAsync(lee, "script", TimeSpan.FromDays(1), Token);
        var received = new ConcurrentDictionary<int, long>();
        var connections = new List<HubConnection>();
        var streams = new List<Task>();
        for (var n = 0; n < Each; n++)
        {
            streams.Add(ReadAsync(2 * n, await ConnectAsync(Log), "Follow", "local", container, -1, "", -1));
            streams.Add(ReadAsync((2 * n) + 1, await ConnectAsync(Terminal), "Open", "local", container, (string[])["sh", "-c", "while :; do echo x; sleep 0.1; done"], "", 80, 24));
        }

        using var client = new HttpClient { BaseAddress = dashboard.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        // A call that takes as long as the container takes to stop: a minute and a half.
        var call = client.PostAsJsonAsync("/api/v1/environments/local/commands", new { Line = $"docker stop --timeout 90 {container}" }, Token);
        await Eventually.ThatAsync(() => received.Count == 2 * Each && received.Values.All(b => b > 100), TimeSpan.FromSeconds(60), "every stream has bytes");
        Assert.False(call.IsCompleted);
        var began = TimeProvider.System.GetTimestamp();

        await tokens.RevokeAsync(new SessionKey(lee, (await tokens.ListAsync(lee, Token)).Single().Id), Token);

        await Task.WhenAll(streams.Select(EndAsync)).WaitAsync(_limit, Token);
        await EndAsync(call).WaitAsync(_limit, Token);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, _limit);
        var bytes = received.Values.Sum();
        await PrintsMoreAsync(container);
        Assert.Equal(bytes, received.Values.Sum());
        await NoShellIsLeftAsync(container);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => call);
        await Task.WhenAll(connections.Select(c => c.DisposeAsync().AsTask()));

        async Task<HubConnection> ConnectAsync(string hub)
        {
            var connection = new HubConnectionBuilder()
                .WithUrl(new Uri(dashboard.Address, hub), http => http.Headers["Authorization"] = $"Bearer {secret}")
                .AddMessagePackProtocol()
                .Build();
            await connection.StartAsync(Token);
            connections.Add(connection);
            return connection;
        }

        async Task ReadAsync(int index, HubConnection connection, string method, params object?[] arguments)
        {
            await foreach (var bytes in connection.StreamAsyncCore<byte[]>(method, arguments, Token))
            {
                received.AddOrUpdate(index, bytes.Length, (_, sum) => sum + bytes.Length);
                await connection.SendAsync("Ack", bytes.Length, Token);
            }
        }
    }

    [Fact]
    public async Task Download_UnderWay_EndsWithItsSession()
    {
        await using var dashboard = await LiveDashboard.StartAsync(fixture.Engine.DockerHost);
        var audit = dashboard.Services.GetRequiredService<Services.Audit.IAuditLog>();
        // More than what the sockets of both ends hold: the rest waits for the reader.
        var words = new string('x', 20_000);
        for (var n = 0; n < 600; n++)
        {
            await audit.RecordAsync(LiveDashboard.Admin, "", words, "ok", Token);
        }

        var lee = await dashboard.AddPersonAsync("lee", BuiltInRoles.Admin);
        var tokens = dashboard.Services.GetRequiredService<ApiTokenStore>();
        using var client = new HttpClient { BaseAddress = dashboard.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.CreateAsync(lee, "script", TimeSpan.FromDays(1), Token));
        using var response = await client.GetAsync("/audit/export", HttpCompletionOption.ResponseHeadersRead, Token);
        await using var body = await response.Content.ReadAsStreamAsync(Token);
        Assert.NotEqual(0, await body.ReadAsync(new byte[1024], Token));

        Assert.True((await dashboard.Services.GetRequiredService<PeopleStore>().SetDisabledAsync(LiveDashboard.Admin, lee, true, Token)).Succeeded);

        await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(Stream.Null, Token)).WaitAsync(_limit, Token);
    }

    // Seconds since the machine was started, in a container the same.
    private static double Uptime() => double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture);

    private static async Task EndAsync(Task stream) => await stream.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task<string> ChattyAsync()
    {
        var name = $"chatty-{Interlocked.Increment(ref _names)}";
        await fixture.Engine.RunContainerAsync(name, [], ["sh", "-c", "i=0; while :; do i=$((i+1)); echo line $i; sleep 0.1; done"], Token);
        return name;
    }

    private async Task PrintsMoreAsync(string container)
    {
        var lines = await LinesAsync(container);
        await Eventually.ThatAsync(async () => await LinesAsync(container) > lines + 20, TimeSpan.FromSeconds(30), "the container prints on", Token);
    }

    private async Task<int> LinesAsync(string container) =>
        (await fixture.Engine.DockerAsync(Token, "logs", container)).EnsureSuccess().Text.Split('\n').Length;

    private Task NoShellIsLeftAsync(string container) => Eventually.ThatAsync(
        async () => (await fixture.Engine.DockerAsync(Token, "top", container, "-o", "pid,ppid,args")).EnsureSuccess().Text.Split('\n').Count(l => l.Contains("sh", StringComparison.Ordinal)) == 1,
        TimeSpan.FromSeconds(15),
        "only the container's own process runs",
        Token);

    private async Task<IBrowserContext> SignInAsync(LiveDashboard dashboard)
    {
        var context = await fixture.Chromium.NewContextAsync(new() { BaseURL = dashboard.Address.ToString() });
        var page = await context.NewPageAsync();
        await TestBrowser.SignInAsync(page, "lee");
        await page.CloseAsync();
        return context;
    }

    private static async Task OpenAsync(IBrowserContext context, WatchedSockets sockets, string container, int pages)
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, pages), new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = Token }, async (_, _) =>
        {
            var page = await context.NewPageAsync();
            sockets.Add(page);
            await page.GotoAsync($"/containers/local/{container}/log");
            await page.Locator("log-view").WaitForAsync(new() { Timeout = 60_000 });
            await page.Locator($"a[href$='/{container}/terminal']").ClickAsync();
            await page.Locator("terminal-view .xterm").ClickAsync(new() { Timeout = 60_000 });
            await Eventually.ThatAsync(
                async () => (await page.EvalOnSelectorAsync<string>("terminal-view", "e => e.text()")).Contains('#', StringComparison.Ordinal),
                TimeSpan.FromSeconds(60), "the shell is there", Token);
            await page.Keyboard.TypeAsync("while :; do cut -d ' ' -f 1 /proc/uptime; sleep 0.5; done\n");
        });
        foreach (var path in (string[])[Circuit, Log, Terminal])
        {
            await Eventually.ThatAsync(() => sockets.Opened(path) == pages, TimeSpan.FromSeconds(30), $"{pages} of {path} are open", Token);
        }
    }
}
