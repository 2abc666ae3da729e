using System.Reflection;
using Dashboard.Web.Tests.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Tests.Architecture;

/// <summary>Every way in is listed here with who may take it: one that is new and unlisted fails.</summary>
public sealed class AuthorisationTests
{
    // "authorised": by an attribute or RequireAuthorization. "fallback": by the policy for whatever says nothing.
    private static readonly string[] Endpoints =
    [
        // Blazor's own
        "ANY /_blazor fallback", "ANY /_blazor/disconnect/ fallback", "ANY /_blazor/initializers/ fallback", "ANY /_blazor/negotiate fallback",
        "GET /_framework/opaque-redirect fallback",

        // Shell; the file fallback is there in a build only, not once published
        "GET / fallback", "GET /healthz open", "GET /language open", "GET /readyz open", "GET,HEAD /{**path:file} fallback",
        "GET,POST /error open", "GET,POST /not-found fallback", "GET,POST /status/{Code:int} open",

        // Access
        "GET /session authorised", "GET,POST /setup open", "GET,POST /sign-in open", "POST /sign-out open",
        "GET,POST /account authorised", "POST /account/passkeys authorised", "POST /account/passkeys/options authorised",
        "GET /sign-in/provider open", "GET,POST /sign-in/done open", "GET,POST /sign-in/failed open",
        "POST /sign-in/passkey open", "POST /sign-in/passkey/options open",

        // Audit and People: for those who may manage
        "GET /audit/export authorised", "GET,POST /audit authorised",
        "GET,POST /people authorised", "GET,POST /people/{Tab} authorised",

        // Connection: for those who may manage
        "GET,POST /connection authorised", "POST /connection/check authorised",

        // Containers, Logs, Terminals
        "GET,POST /containers authorised", "GET,POST /containers/{Environment}/{Container} authorised",
        "GET,POST /containers/{Environment}/{Container}/{Tab} authorised", "GET,POST /containers/{Environment}/-/new authorised",
        "GET,POST /containers/{Environment}/{Container}/edit authorised",
        "GET,POST /terminals authorised", "GET,POST /recordings authorised", "GET,POST /recordings/{Environment}/{Number:long} authorised",
        "GET,POST /logs authorised", "GET,POST /logs/{Environment}/{Container} authorised",
        "GET,POST /merged-logs/{Environment} authorised",
        "ANY /hubs/logs authorised", "ANY /hubs/logs/negotiate authorised", "ANY /hubs/merged-logs authorised", "ANY /hubs/merged-logs/negotiate authorised",
        "ANY /hubs/status authorised", "ANY /hubs/status/negotiate authorised",
        "ANY /hubs/terminals authorised", "ANY /hubs/terminals/negotiate authorised",
        "ANY /hubs/usage authorised", "ANY /hubs/usage/negotiate authorised",

        // Consoles
        "GET,POST /console authorised", "GET,POST /learn authorised", "ANY /hubs/console authorised", "ANY /hubs/console/negotiate authorised",
        // Images, Registries
        "GET,POST /images authorised", "GET,POST /images/{Environment}/{Image} authorised", "GET,POST /images/{Environment}/-/build authorised", "GET,POST /registries authorised",
        "GET /api/v1/environments/{environment}/images/archive authorised", "PUT /api/v1/environments/{environment}/images/archive authorised",
        "PUT /api/v1/environments/{environment}/images/filesystem authorised", "PUT /api/v1/environments/{environment}/images/build authorised",
        "PUT /api/v1/environments/{environment}/build-contexts/{id:guid} authorised", "POST /api/v1/environments/{environment}/build-contexts/selection authorised",

        // Api
        "GET /api/v1/environments authorised", "POST /api/v1/environments/{environment}/commands authorised",
        "GET /api/v1/environments/{environment}/containers authorised", "GET /api/v1/environments/{environment}/containers/{container} authorised",
        "GET /api/v1/environments/{environment}/containers/{container}/archive authorised",
        "PUT /api/v1/environments/{environment}/containers/{container}/archive authorised",
        "GET /api/v1/environments/{environment}/containers/{container}/export authorised",
        "GET /api/v1/environments/{environment}/containers/{container}/file authorised",
        "GET /api/v1/environments/{environment}/containers/{container}/logs/download authorised",
        "GET /api/v1/environments/{environment}/logs/download authorised",
        "GET /api/v1/environments/{environment}/recordings authorised",
        "GET /api/v1/environments/{environment}/recordings/{number:long}/download authorised",
        "GET /api/v1/environments/{environment}/recordings/{number:long}/play authorised",
        "GET /api/{documentName}/openapi.json authorised",
    ];

    private static readonly string[] HubMethods =
    [
        "LogHub.Ack", "LogHub.Bounds", "LogHub.FindTime", "LogHub.Follow", "LogHub.Newer", "LogHub.Older", "LogHub.Search",
        "MergedLogHub.Ack", "MergedLogHub.Bounds", "MergedLogHub.FindTime", "MergedLogHub.Follow", "MergedLogHub.Newer", "MergedLogHub.Older", "MergedLogHub.Search",
        "StatusHub.Watch",
        "TerminalHub.Ack", "TerminalHub.Attach", "TerminalHub.End", "TerminalHub.Input", "TerminalHub.Open", "TerminalHub.OpenLine", "TerminalHub.Resize", "TerminalHub.Share",
        "UsageHub.Watch",

        // Consoles
        "ConsoleHub.Complete", "ConsoleHub.History",
    ];

    [Fact]
    public async Task Endpoints_All_AreListedWithWhoMayCallThem()
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        var found = dashboard.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .Select(Shown).Distinct().Order(StringComparer.Ordinal).ToList();

        Assert.True(found.SequenceEqual(Endpoints.Order(StringComparer.Ordinal)), $"Who may call what has changed:\n{Difference(Endpoints, found)}");
    }

    [Fact]
    public async Task StaticAssets_All_AreOpen()
    {
        await using var dashboard = await FakedDashboard.StartAsync();

        var assets = dashboard.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is not null).ToList();

        Assert.NotEmpty(assets);
        Assert.All(assets, a => Assert.NotNull(a.Metadata.GetMetadata<IAllowAnonymous>()));
    }

    [Fact]
    public async Task FallbackPolicy_WhateverSaysNothing_IsClosedToStrangers()
    {
        await using var dashboard = await FakedDashboard.StartAsync();

        var policy = dashboard.Services.GetRequiredService<IOptions<AuthorizationOptions>>().Value.FallbackPolicy;

        Assert.Contains(policy!.Requirements, r => r is DenyAnonymousAuthorizationRequirement);
    }

    [Fact]
    public void Hubs_All_AreAuthorisedAsAWhole() => Assert.All(Hubs(), hub =>
    {
        Assert.True(hub.IsDefined(typeof(AuthorizeAttribute), inherit: true), $"{hub} lacks [Authorize]");
        Assert.DoesNotContain(hub.GetMembers().Append(hub), m => m.IsDefined(typeof(AllowAnonymousAttribute)));
    });

    [Fact]
    public void HubMethods_All_AreListed()
    {
        var found = Hubs().SelectMany(h => h.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(m => !m.IsSpecialName && m.GetBaseDefinition() == m)).Select(m => $"{m.DeclaringType!.Name}.{m.Name}").Order(StringComparer.Ordinal).ToList();

        Assert.True(found.SequenceEqual(HubMethods.Order(StringComparer.Ordinal)), $"What hubs offer has changed:\n{Difference(HubMethods, found)}");
    }

    [Fact]
    public void RoutablePages_All_SayWhoMaySeeThem()
    {
        // The router shows it for whatever it does not find; the endpoint of its URL is listed above.
        Type[] saysNothing = [typeof(Dashboard.Web.Shell.NotFoundPage)];

        var culprits = Assemblies.Web.GetTypes().Where(t => t.IsDefined(typeof(RouteAttribute))
            && !t.IsDefined(typeof(AuthorizeAttribute)) && !t.IsDefined(typeof(AllowAnonymousAttribute))).Except(saysNothing);

        Assert.True(!culprits.Any(), $"Neither [Authorize] nor [AllowAnonymous]: {string.Join(", ", culprits)}");
    }

    private static IEnumerable<Type> Hubs() => Assemblies.Web.GetTypes().Where(t => t.IsSubclassOf(typeof(Hub)) && !t.IsAbstract);

    // "GET /api/v1/environments authorised"
    private static string Shown(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];
        var access = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null ? "open"
            : endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Count > 0 ? "authorised" : "fallback";
        return $"{(methods.Count == 0 ? "ANY" : string.Join(',', methods.Order()))} /{endpoint.RoutePattern.RawText?.TrimStart('/')} {access}";
    }

    private static string Difference(IEnumerable<string> expected, IReadOnlyCollection<string> found) =>
        string.Join('\n', found.Except(expected).Select(f => $"+ {f}").Concat(expected.Except(found).Select(e => $"- {e}")));
}
