using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Testing;
using Microsoft.AspNetCore.SignalR.Client;

namespace Dashboard.Browser.Tests.Api;

/// <summary>What scripts do, with a token and no browser.</summary>
public sealed class ApiTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Commands_WithAToken_DoWhatTheCliDoes()
    {
        var token = TestContext.Current.CancellationToken;
        await fixture.Engine.RunContainerAsync("api-web", [], ["sh", "-c", "trap 'exit 0' TERM; while :; do sleep 0.1; done"], token);
        using var http = await ClientAsync();

        var containers = await http.GetFromJsonAsync<JsonElement>("api/v1/environments/local/containers?all=true", token);
        Assert.Contains(containers.EnumerateArray(), c => c.GetProperty("name").GetString() == "api-web" && c.GetProperty("state").GetString() == "running");

        var answer = await http.PostAsJsonAsync("api/v1/environments/local/commands", new { line = "docker stop api-web" }, token);
        Assert.Equal("""{"exitCode":0,"stdout":"api-web\n","stderr":""}""", await answer.Content.ReadAsStringAsync(token));
        Assert.Equal("exited", (await fixture.Engine.DockerAsync(token, "inspect", "-f", "{{.State.Status}}", "api-web")).Text);

        var wrong = await http.PostAsJsonAsync("api/v1/environments/local/commands", new { line = "docker stop --foo api-web" }, token);
        Assert.Equal("""{"exitCode":125,"stdout":"","stderr":"unknown flag: --foo\n"}""", await wrong.Content.ReadAsStringAsync(token));
    }

    [Theory]
    [InlineData("api/v1/environments/nosuch/containers", HttpStatusCode.NotFound)]
    [InlineData("api/v1/environments/local/containers/nosuch", HttpStatusCode.NotFound)]
    [InlineData("api/v1/environments/local/containers/..%2Fvolumes%2Fx", HttpStatusCode.NotFound)]
    [InlineData("api/v1/environments/local/containers?all=maybe", HttpStatusCode.BadRequest)]
    public async Task Read_OfWhatIsNotThere_AnswersWithProblemDetails(string path, HttpStatusCode status)
    {
        using var http = await ClientAsync();
        var answer = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Theory]
    [InlineData("""{"line":null}""")]
    [InlineData("""{}""")]
    [InlineData("""{"line":""")]
    public async Task Commands_WithABadBody_AreABadRequest(string body)
    {
        using var http = await ClientAsync();
        using var content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        var answer = await http.PostAsync(new Uri("api/v1/environments/local/commands", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task OpenApi_Document_NamesEveryEndpoint()
    {
        using var http = await ClientAsync();
        var document = await http.GetFromJsonAsync<JsonElement>("api/v1/openapi.json", TestContext.Current.CancellationToken);
        var paths = document.GetProperty("paths").EnumerateObject().Select(p => p.Name).ToList();
        Assert.Contains("/api/v1/environments/{environment}/commands", paths);
        Assert.Contains("/api/v1/environments/{environment}/containers", paths);
    }

    [Fact]
    public async Task Api_WithoutAToken_RefusesStrangers()
    {
        using var http = new HttpClient { BaseAddress = fixture.Dashboard.Address };
        var answer = await http.GetAsync(new Uri("api/v1/environments", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task StatusHub_WithAToken_PushesTheSnapshotAndEachChange()
    {
        var token = TestContext.Current.CancellationToken;
        var secret = await TokenAsync();
        await using var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(fixture.Dashboard.Address, "hubs/status"), options => options.Headers.Add("Authorization", $"Bearer {secret}"))
            .Build();
        await connection.StartAsync(token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        await using var pushes = connection.StreamAsync<JsonElement>("Watch", "local", stop.Token).GetAsyncEnumerator(stop.Token);

        Assert.True(await pushes.MoveNextAsync());
        Assert.Equal("snapshot", pushes.Current.GetProperty("kind").GetString());

        await fixture.Engine.RunContainerAsync("hub-web", [], ["sleep", "600"], token);
        await UntilAsync(c => c.GetProperty("name").GetString() == "hub-web" && c.GetProperty("state").GetString() == "running");
        await stop.CancelAsync();

        async Task UntilAsync(Func<JsonElement, bool> wanted)
        {
            while (await pushes.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(15), token))
            {
                if (pushes.Current.GetProperty("containers").EnumerateArray().Any(wanted))
                {
                    return;
                }
            }
        }
    }

    private async Task<HttpClient> ClientAsync()
    {
        var http = new HttpClient { BaseAddress = fixture.Dashboard.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync());
        return http;
    }

    private async Task<string> TokenAsync() =>
        (await fixture.Dashboard.RunSubcommandAsync(CancellationToken.None, "token", "create", "--user", TestBrowser.UserName, "--name", "test")).EnsureSuccess().Text;
}
