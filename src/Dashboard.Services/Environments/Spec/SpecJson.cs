using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Services.Environments.Spec;

/// <summary>How specs go over the wire: names as the engine spells them, nothing for what is not set.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(ContainerSpec))]
[JsonSerializable(typeof(ConnectSpec))]
[JsonSerializable(typeof(HostSpec))]
[JsonSerializable(typeof(EndpointSpec))]
[JsonSerializable(typeof(UpdateSpec))]
[JsonSerializable(typeof(CreatedContainer))]
[JsonSerializable(typeof(NetworkSpec))]
[JsonSerializable(typeof(CreatedNetwork))]
[JsonSerializable(typeof(ExecStart))]
[JsonSerializable(typeof(UpdatedContainer))]
[JsonSerializable(typeof(List<string>))]
[JsonSerializable(typeof(List<UlimitSpec>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class SpecJson : JsonSerializerContext;

/// <summary>Starts an exec. The client library knows only the one that is looked at, whose connection is taken over.</summary>
internal sealed record ExecStart(bool Detach, bool Tty);

/// <summary>The engine's answer to a create.</summary>
internal sealed record CreatedContainer(string Id, IReadOnlyList<string>? Warnings);

/// <summary>The engine's answer to an update.</summary>
internal sealed record UpdatedContainer(IReadOnlyList<string>? Warnings);
