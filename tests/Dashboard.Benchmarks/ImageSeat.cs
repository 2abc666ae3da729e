using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Testing;

namespace Dashboard.Benchmarks;

/// <summary>The real program on an engine, and a script's token to speak to it.</summary>
internal sealed class ImageSeat : IAsyncDisposable
{
    private ImageSeat(DashboardProcess dashboard, HttpClient http) => (Dashboard, Http) = (dashboard, http);

    public DashboardProcess Dashboard { get; }

    /// <summary>Speaks to its API, for as long as it takes.</summary>
    public HttpClient Http { get; }

    public static async Task<ImageSeat> TakeAsync(PrivateEngine engine, CancellationToken cancellationToken)
    {
        var dashboard = await DashboardProcess.StartAsync(engine.DockerHost, cancellationToken);
        using var folder = new TemporaryFolder("seat");
        var password = folder.At("password");
        await File.WriteAllTextAsync(password, TestBrowser.Password, cancellationToken);
        (await dashboard.RunSubcommandAsync(cancellationToken, "admin", "create", "--name", TestBrowser.UserName, "--password-file", password)).EnsureSuccess();
        var token = (await dashboard.RunSubcommandAsync(cancellationToken, "token", "create", "--user", TestBrowser.UserName, "--name", "bench")).EnsureSuccess().Text;
        var http = new HttpClient { BaseAddress = dashboard.Address, Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new ImageSeat(dashboard, http);
    }

    /// <summary>Runs a docker line.</summary>
    /// <exception cref="InvalidOperationException">It failed; with what it printed.</exception>
    public async Task RunAsync(string line, CancellationToken cancellationToken)
    {
        using var answer = await Http.PostAsJsonAsync("/api/v1/environments/local/commands", new { line }, cancellationToken);
        var result = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        if (!answer.IsSuccessStatusCode || result.GetProperty("exitCode").GetInt32() != 0)
        {
            throw new InvalidOperationException($"{line}: {result}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Dashboard.DisposeAsync();
    }
}
