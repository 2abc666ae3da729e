using System.Globalization;
using System.Text.Json;

namespace Dashboard.Testing;

/// <summary>A container of an <see cref="ApiEngine"/>, and the engine's JSON about it, field by field as engine 28 writes it.</summary>
internal sealed class ApiContainer
{
    private readonly Lock _gate = new();
    private readonly int _number;
    private readonly DateTimeOffset _created;
    private DateTimeOffset _since;
    private int _exitCode;
    private int _restarts;

    public ApiContainer(int number, bool isRunning, string? project, DateTimeOffset now)
    {
        (_number, IsRunning, Project) = (number, isRunning, project);
        Id = ContainerBuilder.IdOf($"api-{number}");
        Name = string.Create(CultureInfo.InvariantCulture, $"c{number:00000}");
        (_created, _since) = (now.AddHours(-number % 700), now.AddHours(-2));
    }

    public string Id { get; }

    public string Name { get; }

    public string? Project { get; }

    public bool IsRunning { get; private set; }

    /// <summary>It ends, or starts again: what events tell.</summary>
    public void Turn(DateTimeOffset now)
    {
        lock (_gate)
        {
            (IsRunning, _since) = (!IsRunning, now);
            (_exitCode, _restarts) = IsRunning ? (_exitCode, _restarts + 1) : (137, _restarts);
        }
    }

    public void WriteSummary(Utf8JsonWriter json, DateTimeOffset now)
    {
        lock (_gate)
        {
            json.WriteStartObject();
            json.WriteString(nameof(Id), Id);
            json.WriteStartArray("Names");
            json.WriteStringValue("/" + Name);
            json.WriteEndArray();
            json.WriteString("Image", "registry.example/team/service:1.27");
            json.WriteString("ImageID", "sha256:" + Id);
            json.WriteString("Command", "/docker-entrypoint.sh nginx -g 'daemon off;'");
            json.WriteNumber("Created", _created.ToUnixTimeSeconds());
            json.WriteStartArray("Ports");
            if (IsRunning)
            {
                WritePort(json, "0.0.0.0");
                WritePort(json, "::");
            }

            json.WriteEndArray();
            WriteLabels(json);
            json.WriteString("State", IsRunning ? "running" : "exited");
            json.WriteString("Status", Status(now));
            json.WriteStartObject("HostConfig");
            json.WriteString("NetworkMode", "bridge");
            json.WriteEndObject();
            WriteNetworks(json);
            json.WriteStartArray("Mounts");
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    public void WriteInspect(Utf8JsonWriter json)
    {
        lock (_gate)
        {
            json.WriteStartObject();
            json.WriteString(nameof(Id), Id);
            json.WriteString("Created", _created.UtcDateTime);
            json.WriteString("Path", "/docker-entrypoint.sh");
            json.WriteStartArray("Args");
            json.WriteEndArray();
            json.WriteStartObject("State");
            json.WriteString("Status", IsRunning ? "running" : "exited");
            json.WriteBoolean("Running", IsRunning);
            json.WriteNumber("ExitCode", IsRunning ? 0 : _exitCode);
            json.WriteString("StartedAt", _since.UtcDateTime);
            json.WriteString("FinishedAt", "0001-01-01T00:00:00Z");
            json.WriteEndObject();
            json.WriteString("Image", "sha256:" + Id);
            json.WriteString(nameof(Name), "/" + Name);
            json.WriteNumber("RestartCount", _restarts);
            json.WriteStartObject("HostConfig");
            json.WriteString("NetworkMode", "bridge");
            json.WriteEndObject();
            json.WriteStartObject("Config");
            json.WriteString("Image", "registry.example/team/service:1.27");
            WriteLabels(json);
            json.WriteEndObject();
            WriteNetworks(json);
            json.WriteEndObject();
        }
    }

    /// <summary>Counters that grow with time: a tenth of a CPU, and memory that wanders.</summary>
    public void WriteStats(Utf8JsonWriter json, TimeSpan up)
    {
        var (system, used) = ((ulong)(up.TotalSeconds * 2e9) + 1_000_000_000, (ulong)(up.TotalSeconds * 1e8) + 1_000_000);
        json.WriteStartObject();
        json.WriteStartObject("pids_stats");
        json.WriteNumber("current", IsRunning ? 3 : 0);
        json.WriteEndObject();
        foreach (var (name, back) in (ReadOnlySpan<(string, ulong)>)[("cpu_stats", 0UL), ("precpu_stats", 1UL)])
        {
            json.WriteStartObject(name);
            json.WriteStartObject("cpu_usage");
            json.WriteNumber("total_usage", IsRunning ? used - Math.Min(used, back * 100_000_000) : 0);
            json.WriteEndObject();
            if (IsRunning)
            {
                json.WriteNumber("system_cpu_usage", system - Math.Min(system, back * 2_000_000_000));
                json.WriteNumber("online_cpus", 2);
            }

            json.WriteEndObject();
        }

        json.WriteStartObject("memory_stats");
        json.WriteNumber("usage", 50_000_000 + ((up.Seconds + _number) % 60 * 100_000));
        json.WriteNumber("limit", 8_000_000_000);
        json.WriteStartObject("stats");
        json.WriteNumber("inactive_file", 4096);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("networks");
        json.WriteStartObject("eth0");
        json.WriteNumber("rx_bytes", used / 1000);
        json.WriteNumber("tx_bytes", used / 2000);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private string Status(DateTimeOffset now)
    {
        var (age, word) = (now - _since, IsRunning ? "Up" : string.Create(CultureInfo.InvariantCulture, $"Exited ({_exitCode})"));
        var span = age.TotalSeconds < 60 ? $"{(int)age.TotalSeconds} seconds" : age.TotalMinutes < 60 ? $"{(int)age.TotalMinutes} minutes" : $"{(int)age.TotalHours} hours";
        return IsRunning ? $"{word} {span}" : $"{word} {span} ago";
    }

    private void WritePort(Utf8JsonWriter json, string address)
    {
        json.WriteStartObject();
        json.WriteString("IP", address);
        json.WriteNumber("PrivatePort", 80);
        json.WriteNumber("PublicPort", 10_000 + (_number % 50_000));
        json.WriteString("Type", "tcp");
        json.WriteEndObject();
    }

    private void WriteLabels(Utf8JsonWriter json)
    {
        json.WriteStartObject("Labels");
        json.WriteString("team", _number % 2 == 0 ? "blue" : "red");
        json.WriteString("org.opencontainers.image.source", "https://git.example/team/service");
        if (Project is not null)
        {
            json.WriteString("com.docker.compose.project", Project);
            json.WriteString("com.docker.compose.service", "service");
            json.WriteString("com.docker.compose.config-hash", Id);
        }

        json.WriteEndObject();
    }

    private void WriteNetworks(Utf8JsonWriter json)
    {
        json.WriteStartObject("NetworkSettings");
        json.WriteStartObject("Networks");
        json.WriteStartObject("bridge");
        json.WriteString("NetworkID", Id);
        json.WriteString("EndpointID", IsRunning ? Id : "");
        json.WriteString("Gateway", IsRunning ? "172.17.0.1" : "");
        json.WriteString("IPAddress", IsRunning ? "172.17.0.2" : "");
        json.WriteString("MacAddress", IsRunning ? "02:42:ac:11:00:02" : "");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
