using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Dashboard.Web.Tests.Budgets;

/// <summary>
/// Requests that would take more than there is, at the real program in a gigabyte: each is answered in five seconds and not with an error of ours,
/// nobody who looks at something loses it, and memory rises by 200 MB at most.
/// </summary>
public sealed class BombTests(BombFixture fixture) : IClassFixture<BombFixture>
{
    private const int MostMegabytes = 200;
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(5);

    private static readonly Dictionary<string, Func<BombFixture, Task<HttpStatusCode>>> _bombs = new()
    {
        // Formats
        ["format: doubled"] = f => LineAsync(f, Format(Doubled("print $a $a"))),
        ["format: doubled by printf"] = f => LineAsync(f, Format(Doubled("printf \"%s%s\" $a $a"))),
        ["format: doubled of an inspect"] = f => LineAsync(f, $"docker inspect --format '{Doubled("print $a $a")}' c00000"),
        ["format: json grown"] = f => LineAsync(f, Format("{{$a := \"x\"}}{{range 100000}}{{$a = json $a}}{{end}}")),
        ["format: all of a list printed in loops"] = f => LineAsync(f, Format("{{range 100000}}{{$b := json $}}{{end}}")),
        ["format: loops in loops"] = f => LineAsync(f, Format("{{range 100000}}{{range 100000}}{{end}}{{end}}")),
        ["format: long rows"] = f => LineAsync(f, Format("{{range 100000}}xxxxxxxxxxxxxxxx{{end}}")),
        ["format: a table of tabs"] = f => LineAsync(f, Format("table {{range 100000}}\\t{{end}}")),
        ["format: a table of lines"] = f => LineAsync(f, Format("table {{range 100000}}\\n{{end}}")),
        ["format: a table of wide cells"] = f => LineAsync(f, Format("table {{range 390}}{{pad \"x\" 5000 5000}}{{end}}\\t.")),
        ["format: widths"] = f => LineAsync(f, Format($"{{{{printf \"{Many("%9999d", 2000)}\" {Many("1 ", 2000)}}}}}")),
        ["format: deep"] = f => LineAsync(f, Format(Many("{{if true}}", 5000) + Many("{{end}}", 5000))),
        ["format: variables"] = f => LineAsync(f, Format(Many("{{$a := 1}}", 10_000))),

        // Files of patterns
        ["ignore: 3 MB of ?"] = f => IgnoreAsync(f, Many("?\n", 1_500_000)),
        ["ignore: 1 MB of ?"] = f => IgnoreAsync(f, Many("?\n", 500_000)),
        ["ignore: long ?"] = f => IgnoreAsync(f, Many(new string('?', 100) + "\n", 10_000)),
        ["ignore: *a"] = f => IgnoreAsync(f, Many(Many("*a", 50) + "\n", 10_000)),
        ["ignore: **/"] = f => IgnoreAsync(f, Many(Many("**/a", 25) + "\n", 10_000)),
        ["ignore: exceptions"] = f => IgnoreAsync(f, Many("*\n!*\n", 5_000)),
        ["ignore: a long class"] = f => IgnoreAsync(f, $"[{new string('a', 3_000_000)}]"),
        ["ignore: many files"] = f => IgnoreAsync(f, "a\n**/b\n", files: 400_000),
        ["ignore: 20 MB"] = f => IgnoreAsync(f, new string('a', 20_000_000)),

        // Archives
        ["archive: 400 MB of attributes"] = f => StageAsync(f, BombArchives.Attributes('x', 400)),
        ["archive: 400 MB of a name"] = f => StageAsync(f, BombArchives.Attributes('L', 400)),
        ["archive: 400 MB of global attributes"] = f => StageAsync(f, BombArchives.Attributes('g', 400)),
        ["archive: a gigabyte of zeros"] = f => StageAsync(f, BombArchives.Zeros(1024)),
        ["archive: fifty thousand files"] = f => StageAsync(f, BombArchives.Files(50_000, "f")),
        ["archive: paths of a megabyte"] = f => StageAsync(f, BombArchives.LongPath(900_000)),
        ["archive: none"] = f => StageAsync(f, [.. Enumerable.Repeat((byte)'x', 10_000_000)]),

        // Lines
        ["line: 300 KB"] = f => LineAsync(f, "docker ps " + new string('x', 300_000)),
        ["line: 15 MB"] = f => PostAsync(f.Http, "api/v1/environments/local/commands", $"{{\"line\":\"docker ps {new string('x', 15_000_000)}\"}}"),
        ["line: quotes"] = f => LineAsync(f, "docker ps " + Many("'' ", 80_000)),
        ["line: comments"] = f => LineAsync(f, Many("#\n", 100_000)),
        ["line: options"] = f => LineAsync(f, "docker run " + Many("-e A=B ", 30_000) + "busybox"),
        ["line: ports"] = f => LineAsync(f, "docker run " + Many("-p 1-65535:1-65535 ", 100) + "busybox"),
        ["line: filters"] = f => LineAsync(f, "docker ps " + Many("--filter label=a=b ", 10_000)),
        ["line: names that are none"] = f => LineAsync(f, "docker inspect " + string.Join(' ', Enumerable.Range(0, 2000).Select(n => $"nosuch{n}"))),
        ["line: a hundred thousand names"] = f => LineAsync(f, "docker stop " + Many("a ", 100_000)),
        ["line: one thing a thousand times"] = f => LineAsync(f, "docker inspect " + Many("c00000 ", 1000)),
        ["line: a list in a list"] = f => LineAsync(f, "docker inspect $(docker ps -aq --format '{{range 100000}}aaaa {{end}}')"),
        ["line: lists without end"] = f => LineAsync(f, "docker inspect " + Many("$(docker ps -aq) ", 1000)),
        ["line: an unknown word"] = f => LineAsync(f, "docker " + new string('p', 200_000)),

        // Bodies
        ["body: 20 MB of JSON"] = f => PostAsync(f.Http, "api/v1/environments/local/commands", new string('[', 20_000_000)),
        ["body: deep JSON"] = f => PostAsync(f.Http, "api/v1/environments/local/commands", $"{{\"line\":{new string('[', 1_000_000)}}}"),
        ["body: a stranger's sign-in of 15 MB"] = f => PostAsync(f.Stranger, "sign-in", "UserName=" + new string('x', 15_000_000), "application/x-www-form-urlencoded"),
        ["body: a stranger's sign-in of many fields"] = f => PostAsync(f.Stranger, "sign-in", Many("a=b&", 1_000_000), "application/x-www-form-urlencoded"),
        ["body: a stranger's passkey of 15 MB"] = f => PostAsync(f.Stranger, "sign-in/passkey", $"{{\"state\":\"{new string('x', 15_000_000)}\",\"credential\":{{}}}}"),

        // Hubs
        ["terminals: 1000 × 1000, 60 times"] = TerminalsAsync,
        ["completion: a long line"] = f => CompleteAsync(f, "docker run " + Many("-e A=B ", 8_000)),
        ["completion: a long word"] = f => CompleteAsync(f, "docker " + new string('p', 60_000)),
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Bombs => [.. _bombs.Keys];

    [Theory]
    [MemberData(nameof(Bombs))]
    public async Task Request_Bomb_IsAnsweredInTimeAndMemory(string name)
    {
        fixture.Begin();
        var clock = Stopwatch.StartNew();

        var status = await _bombs[name](fixture);

        var (took, megabytes) = (clock.Elapsed, fixture.MostMegabytes());
        TestContext.Current.SendDiagnosticMessage($"{name}: {(int)status}, {took.TotalSeconds:0.00} s, {megabytes} MB");
        Assert.NotEqual(HttpStatusCode.InternalServerError, status);
        Assert.True(took < _longest, $"{name} took {took}");
        Assert.True(megabytes < MostMegabytes, $"{name} took {megabytes} MB");
        await fixture.AssertAliveAsync();
    }

    [Fact]
    public async Task Uploads_OnePersonsTrickle_LeaveRoomForOthers()
    {
        using var release = new CancellationTokenSource();
        var trickles = Enumerable.Range(0, 10).Select(_ => fixture.TrickleAsync(release.Token)).ToList();
        var refused = await Task.WhenAny(trickles).WaitAsync(_longest, Stop);
        using (var answer = await refused)
        {
            Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        }

        Assert.InRange(trickles.Count(t => !t.IsCompleted), 0, 9);
        await release.CancelAsync();
        foreach (var trickle in trickles)
        {
            (await trickle).Dispose();
        }
    }

    private static string Many(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

    private static string Doubled(string by) => "{{$a := \"xxxxxxxxxxxxxxxx\"}}" + Many($"{{{{$a = {by}}}}}", 26);

    private static string Format(string template) => $"docker ps -a --format '{template}'";

    private static async Task<HttpStatusCode> LineAsync(BombFixture fixture, string line)
    {
        using var answer = await fixture.RunAsync(line);
        await answer.Content.CopyToAsync(Stream.Null, Stop);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> IgnoreAsync(BombFixture fixture, string ignore, int files = 50_000)
    {
        var paths = Enumerable.Range(0, files).Select(n => $"f{n}/{n % 7}/aaaaaaaaaaaaaaaaaaaa.txt");
        using var answer = await fixture.Http.PostAsJsonAsync("api/v1/environments/local/build-contexts/selection", new { ignore, paths }, Stop);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> StageAsync(BombFixture fixture, byte[] archive)
    {
        using var content = new ByteArrayContent(archive);
        using var answer = await fixture.Http.PutAsync($"api/v1/environments/local/build-contexts/{Guid.NewGuid()}", content, Stop);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient http, string path, string body, string type = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        try
        {
            using var answer = await http.PostAsync(path, content, Stop);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            // It hung up before all was sent.
            return HttpStatusCode.RequestEntityTooLarge;
        }
    }

    private static async Task<HttpStatusCode> TerminalsAsync(BombFixture fixture)
    {
        List<HubConnection> hubs = [];
        for (var n = 0; n < 60; n++)
        {
            var hub = await fixture.ConnectAsync("/hubs/terminals");
            hubs.Add(hub);
            await using var frames = hub.StreamAsync<byte[]>("OpenLine", "local", "docker stats", 1000, 1000, Stop).GetAsyncEnumerator(Stop);
            try
            {
                await frames.MoveNextAsync();
            }
            catch (HubException e) when (e.Message.Contains("too large", StringComparison.Ordinal))
            {
                break;
            }
        }

        foreach (var hub in hubs)
        {
            await hub.DisposeAsync();
        }

        return HttpStatusCode.OK;
    }

    private static async Task<HttpStatusCode> CompleteAsync(BombFixture fixture, string line)
    {
        await using var hub = await fixture.ConnectAsync("/hubs/console");
        try
        {
            await hub.InvokeAsync("Complete", "local", line, line.Length, Stop);
        }
        catch (HubException)
        {
            return HttpStatusCode.BadRequest;
        }

        return HttpStatusCode.OK;
    }
}
