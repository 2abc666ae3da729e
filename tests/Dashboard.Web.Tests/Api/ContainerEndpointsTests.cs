using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Testing;
using static Dashboard.Testing.ContainerBuilder;

namespace Dashboard.Web.Tests.Api;

public sealed class ContainerEndpointsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "web frozen")]
    [InlineData("?all=false", "web frozen")]
    [InlineData("?all=true", "web frozen db")]
    public async Task Get_List_IsNewestFirstAndRunningOnlyUnlessAll(string query, string expected)
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        dashboard.Engine.Containers.Load(
            dashboard.Engine.Local, Container("db", ContainerState.Exited, ageMinutes: 3), Container("frozen", ContainerState.Paused, ageMinutes: 2), Container("web", ageMinutes: 1));

        var list = await dashboard.Client.GetFromJsonAsync<JsonElement>($"/api/v1/environments/local/containers{query}", Token);

        Assert.Equal(expected, string.Join(' ', list.EnumerateArray().Select(c => c.GetProperty("name").GetString())));
    }

    [Fact]
    public async Task Get_List_TellsWhatDockerPsTells()
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        dashboard.Engine.Containers.Load(dashboard.Engine.Local, Container(
            "web", labels: new Dictionary<string, string> { ["a"] = "1" }, ports: [new PortMapping("::", 8080, 80, "tcp"), new PortMapping(null, null, 53, "udp")]));

        var list = await dashboard.Client.GetFromJsonAsync<JsonElement>("/api/v1/environments/local/containers", Token);

        var web = Assert.Single(list.EnumerateArray());
        Assert.Equal(
            (IdOf("web"), "running", "Up 5 minutes", "2026-01-01T00:00:00Z", "1"),
            (Text(web, "id"), Text(web, "state"), Text(web, "status"), Text(web, "created"), Text(web.GetProperty("labels"), "a")));
        Assert.Equal(["53/udp", ":::8080->80/tcp"], web.GetProperty("ports").EnumerateArray().Select(p => p.GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Get_List_EngineNotListed_Is503WithTheReason()
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        FakeEnvironmentRegistry.SetDown(dashboard.Engine.Local, "There is no socket at unix:///nowhere.");

        await AssertProblemAsync(
            await dashboard.Client.GetAsync("/api/v1/environments/local/containers", Token),
            HttpStatusCode.ServiceUnavailable, "Unreachable", "There is no socket at unix:///nowhere.");
    }

    [Fact]
    public async Task Get_Inspect_TellsWithSecretsMasked()
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        dashboard.Engine.Containers.Load(dashboard.Engine.Local, Container("web"));
        dashboard.Engine.Containers.Describe(DetailsBuilder.Details(Container("web"), [new("DB_PASSWORD", null)]));

        var web = await dashboard.Client.GetFromJsonAsync<JsonElement>("/api/v1/environments/local/containers/web", Token);

        Assert.Equal(IdOf("web"), Text(web.GetProperty("summary"), "id"));
        var variable = Assert.Single(web.GetProperty("environment").EnumerateArray());
        Assert.Equal(("DB_PASSWORD", JsonValueKind.Null), (Text(variable, "name"), variable.GetProperty("value").ValueKind));
    }

    [Theory]
    [InlineData("local", "nothing", "No such container: nothing")]
    [InlineData("local", "..%2Fvolumes%2Fx", "No such container: ..%2Fvolumes%2Fx")]
    [InlineData("mars", "web", "No such environment: mars")]
    public async Task Get_Inspect_NoSuchThing_Is404(string environment, string container, string detail)
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        dashboard.Engine.Containers.Load(dashboard.Engine.Local, Container("web"));

        await AssertProblemAsync(
            await dashboard.Client.GetAsync($"/api/v1/environments/{environment}/containers/{container}", Token), HttpStatusCode.NotFound, "NotFound", detail);
    }

    [Theory]
    [InlineData(EngineErrorKind.Conflict, HttpStatusCode.Conflict)]
    [InlineData(EngineErrorKind.Invalid, HttpStatusCode.BadRequest)]
    [InlineData(EngineErrorKind.Refused, HttpStatusCode.Forbidden)]
    [InlineData(EngineErrorKind.Unreachable, HttpStatusCode.ServiceUnavailable)]
    [InlineData(EngineErrorKind.Unsupported, HttpStatusCode.NotImplemented)]
    [InlineData(EngineErrorKind.Failed, HttpStatusCode.BadGateway)]
    public async Task Get_Inspect_EngineError_IsItsStatusWithProblemDetails(EngineErrorKind kind, HttpStatusCode status)
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        dashboard.Engine.Containers.InspectError = new EngineError(kind, "the engine's own words");

        await AssertProblemAsync(
            await dashboard.Client.GetAsync("/api/v1/environments/local/containers/web", Token), status, kind.ToString(), "the engine's own words");
    }

    [Fact]
    public async Task Get_Environments_TellsTheirHealth()
    {
        await using var dashboard = await FakedDashboard.StartAsync();

        var list = await dashboard.Client.GetFromJsonAsync<JsonElement>("/api/v1/environments", Token);

        var local = Assert.Single(list.EnumerateArray());
        Assert.Equal(("local", "up", "26.1.5", "1.45"), (Text(local, "name"), Text(local, "status"), Text(local, "version"), Text(local, "apiVersion")));
    }

    internal static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string title, string detail)
    {
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal((status, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Equal((title, detail), (Text(problem, "title"), Text(problem, "detail")));
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
