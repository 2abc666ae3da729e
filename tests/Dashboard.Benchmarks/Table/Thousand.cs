using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Testing;

namespace Dashboard.Benchmarks.Table;

/// <summary>A real engine with 1,000 created and 100 running containers: when the page can be used, from an event to its row, how it scrolls.</summary>
internal static class Thousand
{
    private const int Created = 1000;
    private const int Running = 100;
    private static readonly TimeSpan _span = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var bench = await Bench.StartAsync(cancellationToken);
        using var api = Api(bench.Engine);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Created + Running),
            new ParallelOptions { MaxDegreeOfParallelism = 3, CancellationToken = cancellationToken },
            async (n, token) => await MakeAsync(api, bench.Engine.BusyboxImage, n, token));
        Console.WriteLine($"A real engine with {Created:#,##0} created and {Running} running containers");
        await bench.Page.GotoAsync("about:blank");
        await ServerCost.SettleAsync(bench.Seat.Dashboard.ProcessId, cancellationToken);
        await ServerCost.PrintAsync("at rest, nobody looks", bench.Seat.Dashboard.ProcessId, _span, cancellationToken);
        await PageUse.PrintUsableAsync("1,100 containers", bench.Seat);
        await bench.Page.GotoAsync(bench.Seat.Url("/containers"));
        await bench.Page.Locator("tr[data-container]").First.WaitForAsync();
        await ServerCost.PrintAsync("at rest, 1 viewer", bench.Seat.Dashboard.ProcessId, _span, cancellationToken);
        await PageUse.PrintScrollAsync("1,100 containers", bench.Page);
        await bench.Page.GotoAsync(bench.Seat.Url("/containers"));
        await StopToRow.MeasureAsync(bench, cancellationToken);
    }

    private static HttpClient Api(PrivateEngine engine) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, token) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(new Uri(engine.DockerHost).AbsolutePath), token);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = new Uri("http://engine"), Timeout = TimeSpan.FromMinutes(2) };

    private static async Task MakeAsync(HttpClient api, string image, int n, CancellationToken cancellationToken)
    {
        var label = PrivateEngine.Label.Split('=', 2);
        var body = new JsonObject
        {
            ["Image"] = image,
            ["Cmd"] = new JsonArray("sleep", "3600"),
            ["Labels"] = new JsonObject { [label[0]] = label[1] },
            ["HostConfig"] = new JsonObject { ["NetworkMode"] = "none" },
        };
        using var made = await api.PostAsJsonAsync($"/containers/create?name=c{n:0000}", body, cancellationToken);
        made.EnsureSuccessStatusCode();
        if (n % (Created / Running) == 0 && n < Created)
        {
            var id = JsonDocument.Parse(await made.Content.ReadAsStringAsync(cancellationToken)).RootElement.GetProperty("Id").GetString();
            using var started = await api.PostAsync($"/containers/{id}/start", null, cancellationToken);
            started.EnsureSuccessStatusCode();
        }
    }
}
