using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Web.Tests.Access;

/// <summary>The volumes and networks of <see cref="ScriptedEngine"/>: two of each, of which one belongs to stack "shop".</summary>
internal static class ScriptedThings
{
    private static readonly string[] _names = ["mine", "theirs"];
    private static readonly System.Text.Json.JsonSerializerOptions _asEnginesDo = new();

    /// <summary>Answers what it knows; what changes something is noted in <paramref name="asked"/>.</summary>
    public static async Task<bool> AnswerAsync(HttpContext http, string[] parts, ConcurrentQueue<string> asked)
    {
        var method = http.Request.Method;
        switch (parts)
        {
            case ["volumes"]:
                await http.Response.WriteAsJsonAsync(new { Volumes = _names.Select(Volume) }, _asEnginesDo);
                return true;
            case ["networks"]:
                await http.Response.WriteAsJsonAsync(_names.Select(Network), _asEnginesDo);
                return true;
            case ["system", "df"]:
                await http.Response.WriteAsJsonAsync(new { LayersSize = 0, Volumes = _names.Select(Volume) }, _asEnginesDo);
                return true;
            case ["volumes" or "networks", "create"]:
                asked.Enqueue($"{method} {parts[0]} create");
                http.Response.StatusCode = 201;
                await http.Response.WriteAsJsonAsync(new { Name = "made", Id = "made", Warning = "" }, _asEnginesDo);
                return true;
            case ["volumes" or "networks", "prune"]:
                asked.Enqueue($"{method} {parts[0]} prune");
                await http.Response.WriteAsJsonAsync(new { }, _asEnginesDo);
                return true;
            case ["volumes", var name] when method == "GET" && _names.Contains(name):
                await http.Response.WriteAsJsonAsync(Volume(name), _asEnginesDo);
                return true;
            case ["networks", var name] when method == "GET" && NameOf(name) is { } known:
                await http.Response.WriteAsJsonAsync(Network(known), _asEnginesDo);
                return true;
            case ["volumes" or "networks", var name, ..] when method != "GET":
                asked.Enqueue($"{method} {parts[0]} {(parts.Length > 2 ? parts[2] : "remove")} {NameOf(name)}");
                http.Response.StatusCode = 204;
                return true;
            default:
                return false;
        }
    }

    private static string? NameOf(string id) => _names.FirstOrDefault(n => n == id || $"id-{n}" == id);

    private static object Volume(string name) => new
    {
        Name = name, Driver = "local", Mountpoint = "/v", Scope = "local", CreatedAt = "2026-01-01T00:00:00Z", Labels = Labels(name), UsageData = new { RefCount = 0, Size = 5 },
    };

    private static object Network(string name) => new
    {
        Name = name,
        Id = $"id-{name}",
        Created = "2026-01-01T00:00:00Z",
        Driver = "bridge",
        Scope = "local",
        Labels = Labels(name),
        IPAM = new { Driver = "default" },
        Containers = _names.ToDictionary(n => Dashboard.Testing.ContainerBuilder.IdOf(n), n => new { Name = n }),
    };

    private static Dictionary<string, string> Labels(string name) =>
        name == "mine" ? new() { ["com.docker.compose.project"] = "shop", ["com.docker.volume.anonymous"] = "" } : [];
}
