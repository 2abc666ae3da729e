using System.Text.Json;
using Dashboard.Services.Environments;
using Dashboard.Services.Environments.Spec;
using Docker.DotNet;

namespace Dashboard.Services.Containers.Recreation;

/// <summary>A container as it was asked for, read back from what the engine shows of it: the request that would make it again.</summary>
/// <param name="Id">Full id.</param>
/// <param name="Name">Name without its leading slash.</param>
/// <param name="IsRunning">Whether it runs, paused or not.</param>
/// <param name="IsPaused">Whether it is paused.</param>
/// <param name="IsUnhealthy">Whether its health check fails.</param>
/// <param name="Spec">The request: without what its image gave it and what the engine filled in, with its anonymous volumes by name.</param>
internal sealed record ContainerOrigin(string Id, string Name, bool IsRunning, bool IsPaused, bool IsUnhealthy, ContainerSpec Spec)
{
    private const int ShortId = 12;

    /// <summary>Reads the container.</summary>
    /// <exception cref="DockerApiException">The engine has none, or refuses.</exception>
    public static async Task<ContainerOrigin> ReadAsync(EngineConnection connection, string id, CancellationToken cancellationToken)
    {
        using var inspected = await JsonAsync(connection, $"/containers/{id}/json", cancellationToken);
        using var info = await JsonAsync(connection, "/info", cancellationToken);
        var root = inspected.RootElement;
        var image = await ImageAsync(connection, root.GetProperty("Image").GetString()!, cancellationToken);
        var defaults = new EngineDefaults(Text(info.RootElement, "DefaultRuntime"), Text(info.RootElement, "LoggingDriver"), Text(info.RootElement, "CgroupVersion"));
        var fullId = root.GetProperty(nameof(Id)).GetString()!;
        var host = defaults.TakeOut(root.GetProperty("HostConfig").Deserialize(SpecJson.Default.HostSpec)!);
        var config = root.GetProperty("Config").Deserialize(SpecJson.Default.ContainerSpec)!;
        var state = root.GetProperty("State");
        return new ContainerOrigin(
            fullId,
            root.GetProperty(nameof(Name)).GetString()!.TrimStart('/'),
            state.GetProperty("Running").GetBoolean(),
            state.GetProperty("Paused").GetBoolean(),
            state.TryGetProperty("Health", out var health) && health.ValueKind == JsonValueKind.Object && Text(health, "Status") == "unhealthy",
            (image is null ? config : ImageShare.TakeOut(config, image)) with
            {
                Hostname = config.Hostname == fullId[..ShortId] || host.NetworkMode is "host" || IsJoined(host) ? "" : config.Hostname,
                HostConfig = host with { Binds = WithAnonymous(host, root.GetProperty("Mounts")) },
                Volumes = null,
                NetworkingConfig = new NetworkingSpec(Endpoints(root, fullId, connection.ApiVersion, host)),
            });
    }

    private static bool IsJoined(HostSpec host) => host.NetworkMode?.StartsWith("container:", StringComparison.Ordinal) == true;

    // What was an anonymous volume is named now, or the new container would start with an empty one.
    private static List<string>? WithAnonymous(HostSpec host, JsonElement mounts)
    {
        List<string> binds = [.. host.Binds ?? []];
        // A bind without a source is an anonymous volume.
        var targets = binds.Select(b => b.Split(':') is [_, var target, ..] ? target : b).Concat((host.Mounts ?? []).Select(m => m.Target)).ToHashSet();
        foreach (var mount in mounts.EnumerateArray().Where(m => Text(m, "Type") == "volume" && Text(m, "Name").Length > 0))
        {
            var target = Text(mount, "Destination");
            if (targets.Add(target) && host.VolumesFrom is null or { Count: 0 })
            {
                binds.Add($"{Text(mount, "Name")}:{target}{(mount.GetProperty("RW").GetBoolean() ? "" : ":ro")}");
            }
        }

        return binds.Count == 0 ? null : binds;
    }

    private static Dictionary<string, EndpointSpec?> Endpoints(JsonElement root, string id, Version apiVersion, HostSpec host)
    {
        Dictionary<string, EndpointSpec?> endpoints = [];
        foreach (var network in root.GetProperty("NetworkSettings").GetProperty("Networks").EnumerateObject())
        {
            var read = network.Value.Deserialize(SpecJson.Default.EndpointSpec)!;
            var aliases = read.Aliases?.Where(a => a != id[..ShortId]).ToList();
            endpoints[network.Name] = read with
            {
                Aliases = aliases is { Count: > 0 } ? aliases : null,
                DriverOpts = read.DriverOpts is { Count: > 0 } ? read.DriverOpts : null,
                GwPriority = read.GwPriority is 0 ? null : read.GwPriority,
                MacAddress = apiVersion >= Creation.NetworkSpecs.MacAddressOfNetwork && Creation.NetworkSpecs.IsUserDefined(network.Name) && read.MacAddress is { Length: > 0 } mac ? mac : null,
                // Everything else there is the engine's own: ids and addresses that it chose.
                Unknown = null,
            };
        }

        return IsJoined(host) || host.NetworkMode is "host" or "none" ? [] : endpoints;
    }

    private static async Task<ContainerSpec?> ImageAsync(EngineConnection connection, string id, CancellationToken cancellationToken)
    {
        try
        {
            using var image = await JsonAsync(connection, $"/images/{id}/json", cancellationToken);
            return image.RootElement.TryGetProperty("Config", out var config) ? config.Deserialize(SpecJson.Default.ContainerSpec) : null;
        }
        catch (DockerApiException e) when (e.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private static async Task<JsonDocument> JsonAsync(EngineConnection connection, string path, CancellationToken cancellationToken)
    {
        await using var answer = await connection.Http.OpenAsync(path, cancellationToken);
        return await JsonDocument.ParseAsync(answer, default, cancellationToken);
    }

    private static string Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
