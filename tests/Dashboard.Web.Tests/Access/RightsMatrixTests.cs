using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Logs.Search;
using Dashboard.Testing;
using Dashboard.Web.Api;
using Dashboard.Web.Containers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Access;

/// <summary>
/// Everything that the program can be asked for × everybody who can ask × in and out of their scope, found by reflection: what is new and is
/// not in the tables here fails.
/// </summary>
public sealed class RightsMatrixTests(MatrixFixture fixture) : IClassFixture<MatrixFixture>
{
    // What a log's hub answers at once, with arguments behind the container's name.
    private static readonly (string Method, object[] Arguments)[] _logCalls =
        [("Older", [100L, 10]), ("Newer", [0L, 10]), ("Bounds", []), ("FindTime", ["2026-01-01T00:00:00Z"])];

    public static TheoryData<string, string> Commands
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var verb in CommandCatalogue.Default.Commands.Select(c => c.Verb.Path).Except(CommandTable.Unnamed))
            {
                foreach (var who in MatrixFixture.Everybody)
                {
                    rows.Add(verb, who);
                }
            }

            return rows;
        }
    }

    public static TheoryData<string> Everybody => [.. MatrixFixture.Everybody];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_InAndOutOfScope_IsDoneOrRefusedOrUnknown(string verb, string who)
    {
        Assert.True(CommandTable.Rights.ContainsKey(verb), $"docker {verb} is new: say in this table which right it needs.");
        var allowed = MatrixFixture.RightsOf(who).HasFlag(CommandTable.Rights[verb]);
        foreach (var (target, inScope) in (IEnumerable<(string, bool)>)[("mine", true), (ContainerBuilder.IdOf("mine"), true), ("theirs", false), (ContainerBuilder.IdOf("theirs"), false)])
        {
            fixture.Engine.Asked.Clear();
            using var response = await fixture.Client(who).PostAsJsonAsync(
                "/api/v1/environments/local/commands", new CommandRequest(CommandTable.Line(verb, target)));
            if (!MatrixFixture.IsSignedIn(who))
            {
                Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
                Assert.Empty(fixture.Engine.Asked);
                continue;
            }

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var answer = (await response.Content.ReadFromJsonAsync<CommandResponse>())!;
            if (!inScope && MatrixFixture.IsScoped(who))
            {
                // Word for word what is said of one that does not exist.
                using var other = await fixture.Client(who).PostAsJsonAsync(
                    "/api/v1/environments/local/commands", new CommandRequest(CommandTable.Line(verb, "no-such")));
                var unknown = (await other.Content.ReadFromJsonAsync<CommandResponse>())!;
                Assert.StartsWith(verb == "inspect" ? "Error: No such object: no-such\n" : "Error response from daemon: No such container: no-such\n", unknown.Stderr);
                Assert.Equal((1, unknown.Stderr.Replace("no-such", target, StringComparison.Ordinal)), (answer.ExitCode, answer.Stderr));
                Assert.Empty(fixture.Engine.Asked);
            }
            else if (!allowed)
            {
                Assert.Equal(1, answer.ExitCode);
                Assert.Contains("lacks the right", answer.Stderr);
                Assert.Empty(fixture.Engine.Asked);
            }
            else if (CommandTable.Quiet.Contains(verb))
            {
                if (verb == "container protect")
                {
                    // The other verbs want to end it.
                    (await fixture.Client(who).PostAsJsonAsync("/api/v1/environments/local/commands", new CommandRequest(CommandTable.Line("container unprotect", target)))).Dispose();
                }

                Assert.DoesNotContain("lacks the right", answer.Stderr);
                Assert.DoesNotContain("No such", answer.Stderr);
            }
            else if (verb == "container recreate")
            {
                // Many steps; that of the first is enough.
                Assert.True(fixture.Engine.Asked.FirstOrDefault() == "POST create", answer.Stderr);
            }
            else
            {
                Assert.Single(fixture.Engine.Asked);
            }
        }
    }

    [Fact]
    public void Command_Each_DemandsSomething()
    {
        Assert.Equal(CommandTable.Rights.Keys.Order(), CommandCatalogue.Default.Commands.Select(c => c.Verb.Path).Order());
        foreach (var (verb, right) in CommandTable.Rights)
        {
            var demands = CommandLine.Parse(CommandTable.Line(verb, "web")).Demands.ToList();
            Assert.Equal([right], demands.Select(d => d.Right).Distinct());
        }
    }

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task Read_InAndOutOfScope_IsThereOrUnknown(string who)
    {
        var client = fixture.Client(who);
        using var list = await client.GetAsync("/api/v1/environments/local/containers?all=true");
        using var missing = await client.GetAsync("/api/v1/environments/local/containers/no-such");
        using var unknownEnvironment = await client.GetAsync("/api/v1/environments/nowhere/containers");
        if (!MatrixFixture.IsSignedIn(who))
        {
            Assert.All([list, missing, unknownEnvironment], r => Assert.Equal(HttpStatusCode.Unauthorized, r.StatusCode));
            return;
        }

        var names = (await list.Content.ReadFromJsonAsync<ContainerMessage[]>())!.Select(c => c.Name).Order();
        Assert.Equal(MatrixFixture.IsScoped(who) ? ["mine"] : ["mine", "theirs"], names);
        Assert.Equal(HttpStatusCode.NotFound, unknownEnvironment.StatusCode);
        foreach (var name in (string[])["mine", ContainerBuilder.IdOf("mine"), "theirs", ContainerBuilder.IdOf("theirs")])
        {
            using var one = await client.GetAsync($"/api/v1/environments/local/containers/{name}");
            var visible = !MatrixFixture.IsScoped(who) || name == "mine" || name == ContainerBuilder.IdOf("mine");
            Assert.Equal(visible ? HttpStatusCode.OK : HttpStatusCode.NotFound, one.StatusCode);
            if (!visible)
            {
                Assert.Equal(
                    (await missing.Content.ReadAsStringAsync()).Replace("no-such", name, StringComparison.Ordinal).Length,
                    (await one.Content.ReadAsStringAsync()).Length);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task Hub_EveryMethod_InAndOutOfScope(string who)
    {
        var hubs = typeof(StatusHub).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Hub))).ToList();
        var methods = hubs.SelectMany(h => h.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(m => $"{h.Name}.{m.Name}"));
        Assert.Equal(AccessTable.HubMethods.Keys.Order(), methods.Order());
        Assert.All(hubs, hub => Assert.NotNull(hub.GetCustomAttribute<AuthorizeAttribute>()));
        if (!MatrixFixture.IsSignedIn(who))
        {
            foreach (var hub in (string[])["status", "logs", "merged-logs", "terminals", "usage"])
            {
                using var negotiate = await fixture.Client(who).PostAsync($"/hubs/{hub}/negotiate?negotiateVersion=1", null);
                Assert.Equal(HttpStatusCode.Unauthorized, negotiate.StatusCode);
            }

            return;
        }

        await using (var status = await fixture.ConnectAsync(who, "/hubs/status"))
        {
            var names = await FirstAsync(status.StreamAsync<StatusMessage>("Watch", "local", default));
            Assert.Equal(MatrixFixture.IsScoped(who) ? ["mine"] : ["mine", "theirs"], names!.Containers.Select(c => c.Name).Order());
        }

        foreach (var name in (string[])["mine", "theirs"])
        {
            var visible = name == "mine" || !MatrixFixture.IsScoped(who);
            fixture.Engine.Asked.Clear();
            await LogAsync(who, "/hubs/logs", name, name, visible, [-1, "", -1L]);
            await LogAsync(who, "/hubs/merged-logs", $"container={name}", name, visible, [-1, new Dictionary<string, long>(), -1L]);
            await using (var usage = await fixture.ConnectAsync(who, "/hubs/usage"))
            {
                var points = usage.StreamAsync<double[]>("Watch", "local", name, true, default);
                if (visible)
                {
                    Assert.NotNull(await FirstAsync(points));
                }
                else
                {
                    Assert.Equal($"No such container: {name}", Core(await ErrorAsync(points)));
                    Assert.Empty(fixture.Engine.Asked);
                }
            }

            await using var terminals = await fixture.ConnectAsync(who, "/hubs/terminals");
            var frames = await AllAsync(terminals.StreamAsync<byte[]>("Open", "local", name, Array.Empty<string>(), "", 80, 24, default));
            var last = System.Text.Encoding.UTF8.GetString(frames[^1].AsSpan(1));
            var mayExec = visible && MatrixFixture.RightsOf(who).HasFlag(Right.Exec);
            Assert.Equal(mayExec ? [$"POST exec {name}"] : [], fixture.Engine.Asked.Where(a => a != $"GET stats {name}"));
            if (!mayExec)
            {
                Assert.Equal(visible ? "lacks the right" : $"No such container: {name}", Core(last));
            }
        }
    }

    // Every method of a hub of logs refuses as Follow does, in the same words. Whoever may read would keep the log open, which other rows would see.
    private async Task LogAsync(string who, string hub, string target, string name, bool visible, object[] follow)
    {
        await using var logs = await fixture.ConnectAsync(who, hub);
        if (visible && MatrixFixture.RightsOf(who).HasFlag(Right.Logs))
        {
            return;
        }

        var expected = visible ? "lacks the right" : $"No such container: {name}";
        Assert.Equal(expected, Core(await ErrorAsync(logs.StreamAsyncCore<byte[]>("Follow", ["local", target, .. follow], default))));
        Assert.Equal(expected, Core(await ErrorAsync(logs.StreamAsync<LogSearchStep>("Search", "local", target, new LogQuery { Text = "x" }, default))));
        foreach (var (method, arguments) in _logCalls.Where(c => target == name || c.Method != "FindTime")) // A time among several tells of none of them.
        {
            var refused = await Assert.ThrowsAsync<HubException>(() => logs.InvokeCoreAsync<object>(method, ["local", target, .. arguments]));
            Assert.Equal((method, expected), (method, Core(refused.Message)));
        }

        Assert.Empty(fixture.Engine.Asked);
    }

    [Fact]
    public void Endpoint_Each_IsInTheTable()
    {
        var found = Endpoints().Select(e => e.Key).Distinct().Order().ToList();

        Assert.Empty(found.Except(AccessTable.Endpoints.Keys));
        Assert.Empty(AccessTable.Endpoints.Keys.Except(found));
    }

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task Endpoint_Each_LetsInOnlyWhomItShould(string who)
    {
        var client = fixture.Client(who);
        foreach (var (key, rule) in AccessTable.Endpoints.Where(e => !e.Key.StartsWith('*') && e.Key != "POST /sign-out"))
        {
            var (method, path) = key.Split(' ') is [var m, var p] ? (m == "page" ? "GET" : m, p) : throw new InvalidOperationException(key);
            using var request = new HttpRequestMessage(new HttpMethod(method), path
                .Replace("{environment}", "local", StringComparison.OrdinalIgnoreCase)
                // A log that was opened is read on for a while, which other rows of these tables would see.
                .Replace("{container}/logs", "no-such/logs", StringComparison.Ordinal)
                .Replace("{container}", "mine", StringComparison.OrdinalIgnoreCase)
                .Replace("{number:long}", "1", StringComparison.OrdinalIgnoreCase)
                .Replace("{Tab}", "grants", StringComparison.Ordinal)
                .Replace("{documentName}", "v1", StringComparison.Ordinal)
                .Replace("{id:guid}", "00000000-0000-0000-0000-000000000001", StringComparison.Ordinal)
                .Replace("{Code:int}", "403", StringComparison.Ordinal));
            request.Content = method == "POST" ? JsonContent.Create(new CommandRequest("docker")) : null;

            using var response = await client.SendAsync(request);

            var signedIn = MatrixFixture.IsSignedIn(who);
            var isIn = rule switch
            {
                "anybody" => true,
                "manage" => who == "Admin everywhere",
                _ => signedIn,
            };
            // The words of /setup, /error and /status come with statuses of their own.
            var shut = response.StatusCode == HttpStatusCode.Unauthorized || (signedIn && response.StatusCode == HttpStatusCode.Forbidden && rule == "manage")
                || response.Headers.Location?.OriginalString.Contains("/sign-in?", StringComparison.Ordinal) == true;
            Assert.True(isIn != shut, $"{who}: {key} answered {(int)response.StatusCode} {response.Headers.Location}");
        }
    }

    private IEnumerable<(string Key, RouteEndpoint Endpoint)> Endpoints()
    {
        foreach (var endpoint in fixture.Dashboard.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            var isPage = endpoint.Metadata.Any(m => m.GetType().Name == "ComponentTypeMetadata");
            var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];
            // Files of the program itself, and the framework's scripts, are open to all and hold nothing of anybody.
            if (endpoint.DisplayName?.Contains("static files", StringComparison.OrdinalIgnoreCase) == true
                || endpoint.Metadata.Any(m => m.GetType().Name is "StaticAssetDescriptor" or "BlazorWebJsMetadata")
                || path.StartsWith("/_framework/", StringComparison.Ordinal)
                || path == "/{**path:file}")
            {
                continue;
            }

            if (path.StartsWith("/hubs/", StringComparison.Ordinal) || path.StartsWith("/_blazor", StringComparison.Ordinal))
            {
                Assert.Null(endpoint.Metadata.GetMetadata<IAllowAnonymous>());
                yield return ($"* {string.Join('/', path.Split('/').Take(path[1] == 'h' ? 3 : 2))}", endpoint);
                continue;
            }

            foreach (var method in isPage ? ["page"] : methods.Count == 0 ? ["*"] : methods)
            {
                yield return ($"{method} {path}", endpoint);
            }
        }
    }

    // The part of a refusal that does not name the user.
    private static string? Core(string? words) =>
        words is null ? null : words.Contains("lacks the right", StringComparison.Ordinal) ? "lacks the right" : words[Math.Max(0, words.IndexOf("No such", StringComparison.Ordinal))..].Trim();

    private static async Task<T?> FirstAsync<T>(IAsyncEnumerable<T> items)
    {
        await foreach (var item in items)
        {
            return item;
        }

        return default;
    }

    private static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> items)
    {
        List<T> all = [];
        await foreach (var item in items)
        {
            all.Add(item);
        }

        return all;
    }

    private static async Task<string> ErrorAsync<T>(IAsyncEnumerable<T> items) =>
        (await Assert.ThrowsAsync<HubException>(() => AllAsync(items))).Message;
}
