using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Formatting;
using Docker.DotNet.Models;
using Actor = Dashboard.Services.Access.Actor;

namespace Dashboard.Services.Networks;

/// <summary>
/// Networks by name or id, for whoever may see them: a network belongs to a scope by its labels, as a container does. Which containers are
/// in it is told as far as those can be seen.
/// </summary>
internal sealed class NetworkReader : IObjectReader
{
    // What the engine is asked for and gives back is not escaped more than it was.
    private static readonly JsonSerializerOptions _asItWas = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public TargetKind Kind => TargetKind.Network;

    public string SortName => "network";

    // moby's network.Inspect
    public JsonShape Shape { get; } = new(
        Maps: new HashSet<string>(StringComparer.Ordinal) { "Labels", "Options", "Containers", "Services", "AuxiliaryAddresses" },
        Lists: new HashSet<string>(StringComparer.Ordinal) { "Config", "Peers" },
        Optional: new HashSet<string>(StringComparer.Ordinal) { "Peers", "Services" },
        GoNames: new Dictionary<string, string>(StringComparer.Ordinal) { ["ID"] = "Id" });

    public EngineError Missing(string name) => new(EngineErrorKind.NotFound, $"network {name} not found");

    public async Task<ResolvedObject?> FindAsync(Actor actor, DockerEnvironment environment, string name, CancellationToken cancellationToken)
    {
        if (!ResourceName.TryParse(name, out var id) || await ReadAsync(actor, environment, id, cancellationToken) is not { } json)
        {
            return null;
        }

        var labels = ObjectJson.Labels(json, "Labels");
        if (!actor.RightsOn(environment.Name, labels).HasFlag(Right.View))
        {
            return null;
        }

        var visible = actor.MayOnAllOf(Right.View, environment.Name) ? json : await CutAsync(actor, environment, json, cancellationToken);
        using var document = JsonDocument.Parse(json);
        return new ResolvedObject(Kind, document.RootElement.GetProperty("Id").GetString()!, labels, visible);
    }

    // "network a is ambiguous (2 matches found on name)" would tell of networks that are not theirs to know of.
    private static async Task<string?> ReadAsync(Actor actor, DockerEnvironment environment, ResourceName id, CancellationToken cancellationToken)
    {
        try
        {
            return await ObjectJson.FindAsync(environment, $"/networks/{id}", cancellationToken);
        }
        catch (EngineErrorException e) when (e.Error.Kind == EngineErrorKind.Invalid && !actor.MayOnAllOf(Right.View, environment.Name))
        {
            return null;
        }
    }

    private static async Task<string> CutAsync(Actor actor, DockerEnvironment environment, string json, CancellationToken cancellationToken)
    {
        if (JsonNode.Parse(json) is not JsonObject network || network["Containers"] is not JsonObject members || members.Count == 0)
        {
            return json;
        }

        var all = await environment.Connection.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true }, cancellationToken);
        var visible = all.Where(c => actor.RightsOn(environment.Name, (c.Labels ?? new Dictionary<string, string>()).AsReadOnly()).HasFlag(Right.View)).Select(c => c.ID).ToHashSet();
        foreach (var member in members.Select(m => m.Key).Where(id => !visible.Contains(id)).ToList())
        {
            members.Remove(member);
        }

        return network.ToJsonString(_asItWas);
    }
}
