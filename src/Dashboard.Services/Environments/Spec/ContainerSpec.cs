using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Services.Environments.Spec;

/// <summary>
/// The body of the engine's <c>POST /containers/create</c>, field by field (API 1.41 to 1.54). Ours and not the client library's, because
/// this is what the policy judges: each field has a rule, and what we do not know by name is kept in <see cref="Unknown"/> and judged too.
/// </summary>
internal sealed record ContainerSpec
{
    public string? Hostname { get; init; }

    public string? Domainname { get; init; }

    public string? User { get; init; }

    public bool AttachStdin { get; init; }

    public bool AttachStdout { get; init; }

    public bool AttachStderr { get; init; }

    /// <summary>Keys such as "80/tcp".</summary>
    public IReadOnlyDictionary<string, Nothing>? ExposedPorts { get; init; }

    public bool Tty { get; init; }

    public bool OpenStdin { get; init; }

    public bool StdinOnce { get; init; }

    /// <summary>NAME=value; a bare NAME takes the image's variable away.</summary>
    public IReadOnlyList<string>? Env { get; init; }

    public IReadOnlyList<string>? Cmd { get; init; }

    public HealthSpec? Healthcheck { get; init; }

    public bool? ArgsEscaped { get; init; }

    public string Image { get; init; } = "";

    /// <summary>Paths that get an anonymous volume.</summary>
    public IReadOnlyDictionary<string, Nothing>? Volumes { get; init; }

    public string? WorkingDir { get; init; }

    public IReadOnlyList<string>? Entrypoint { get; init; }

    public bool? NetworkDisabled { get; init; }

    /// <summary>Before API 1.44; from then on it belongs to the network.</summary>
    public string? MacAddress { get; init; }

    public IReadOnlyList<string>? OnBuild { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    public string? StopSignal { get; init; }

    /// <summary>Seconds.</summary>
    public long? StopTimeout { get; init; }

    public IReadOnlyList<string>? Shell { get; init; }

    public HostSpec HostConfig { get; init; } = new();

    public NetworkingSpec? NetworkingConfig { get; init; }

    /// <summary>Fields of a newer engine, kept as they came when a container is made again.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>The empty object that stands for "present" in the engine's sets.</summary>
internal readonly record struct Nothing;
