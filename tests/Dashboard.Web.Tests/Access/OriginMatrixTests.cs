using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Access;

/// <summary>Every case of an Origin on every lasting connection, in each way to open one: a stranger's own Origin gets as far as 401.</summary>
public sealed class OriginMatrixTests(DashboardFactory dashboard) : IClassFixture<DashboardFactory>
{
    [Fact]
    public void Connections_All_AreInTheMatrix()
    {
        Assert.True(OriginCases.All.Count >= 40);
        // Blazor's own hub, and each class of ours.
        Assert.Equal(1 + typeof(Program).Assembly.GetTypes().Count(t => t.IsSubclassOf(typeof(Hub))), Connections().Count);
        Assert.Contains("/_blazor", Connections());
        Assert.Contains("/hubs/terminals", Connections());
    }

    [Theory]
    [MemberData(nameof(OriginCases.All), MemberType = typeof(OriginCases))]
    public async Task Connection_Each_TakesItsOwnOriginOnly(string scheme, string host, string? origin, bool allowed)
    {
        foreach (var connection in Connections())
        {
            // WebSockets are a GET over HTTP/1.1 and a CONNECT over HTTP/2.
            foreach (var (method, path) in (IEnumerable<(string, string)>)
                [("GET", connection), ("CONNECT", connection), ("POST", connection), ("DELETE", connection), ("POST", $"{connection}/negotiate"), ("GET", connection.ToUpperInvariant())])
            {
                var answer = await dashboard.Server.SendAsync(context =>
                {
                    var request = context.Request;
                    (request.Method, request.Scheme, request.Path) = (method, scheme, path);
                    request.Headers.Host = host;
                    if (origin is not null)
                    {
                        request.Headers.Origin = origin;
                    }
                });

                var expected = allowed ? StatusCodes.Status401Unauthorized : StatusCodes.Status403Forbidden;
                Assert.True(answer.Response.StatusCode == expected, $"{method} {scheme}://{host}{path} from {origin ?? "nowhere"}: {answer.Response.StatusCode}, not {expected}");
            }
        }
    }

    private List<string> Connections() => [.. dashboard.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<HubMetadata>() is not null)
        .Select(e => "/" + e.RoutePattern.RawText!.Trim('/'))
        .Where(path => !path.EndsWith("/negotiate", StringComparison.Ordinal))
        .Distinct()];
}
