using Dashboard.Services.Commands;

namespace Dashboard.Services.Containers;

/// <summary>A container's state, the engine's own seven.</summary>
public enum ContainerState
{
    /// <summary>Made, never started.</summary>
    Created,

    /// <summary>Its process runs.</summary>
    Running,

    /// <summary>Its processes are frozen.</summary>
    Paused,

    /// <summary>Between two starts of its restart policy.</summary>
    Restarting,

    /// <summary>Being removed.</summary>
    Removing,

    /// <summary>Its process ended.</summary>
    Exited,

    /// <summary>Its removal failed half-way.</summary>
    Dead,
}

/// <summary>A port of a container and where it is reachable from outside, if it is published.</summary>
/// <param name="Address">Host address, e.g. "0.0.0.0" or "::"; null when not published.</param>
/// <param name="PublicPort">Host port; null when not published.</param>
/// <param name="PrivatePort">Port in the container.</param>
/// <param name="Protocol">"tcp", "udp" or "sctp".</param>
public sealed record PortMapping(string? Address, int? PublicPort, int PrivatePort, string Protocol);

/// <summary>A container as lists show it (<c>docker ps -a</c>), an immutable picture of a moment.</summary>
public sealed record ContainerSummary
{
    /// <summary>Full id, 64 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>Name without its leading slash.</summary>
    public required string Name { get; init; }

    /// <summary>Image as it was named at creation.</summary>
    public required string Image { get; init; }

    /// <summary>What it runs, as one line.</summary>
    public required string Command { get; init; }

    /// <summary>Its state.</summary>
    public required ContainerState State { get; init; }

    /// <summary>The engine's words: "Up 3 minutes (healthy)", "Exited (137) 2 hours ago".</summary>
    public required string Status { get; init; }

    /// <summary>When it was created (UTC).</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Its ports, published ones first, then by number; one entry for IPv4 and IPv6 of the same mapping.</summary>
    public EquatableList<PortMapping> Ports { get; init; } = [];

    /// <summary>Names of the networks that it is in.</summary>
    public EquatableList<string> Networks { get; init; } = [];

    /// <summary>Its labels.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>Grows with each change of it that no list shows (<c>docker update</c>), so that this is noticed too.</summary>
    public int Revision { get; init; }

    /// <summary>First 12 digits of <see cref="Id"/>, as docker prints it.</summary>
    public string ShortId => Id.Length > 12 ? Id[..12] : Id;

    /// <summary>Name of the compose project it belongs to, or null.</summary>
    public string? Project => Labels.GetValueOrDefault("com.docker.compose.project");

    /// <summary>Whether its process runs, paused or not.</summary>
    public bool IsRunning => State is ContainerState.Running or ContainerState.Paused or ContainerState.Restarting;

    /// <summary>Whether there are processes of it that use something now.</summary>
    public bool HasProcesses => State is ContainerState.Running or ContainerState.Paused;

    /// <summary>"healthy", "unhealthy", "starting", or null without a health check.</summary>
    public string? Health => ContainerStatus.HealthOf(State, Status);

    /// <summary>What its last run ended with; null while it runs or never ran.</summary>
    public int? ExitCode => ContainerStatus.ExitCodeOf(State, Status);

    /// <summary>How often its restart policy has started it again since somebody did; null while it is not known, since no list tells it.</summary>
    public int? RestartCount { get; init; }

    /// <summary>Equal in all that a list tells; labels never change during a container's life, so their identity is the id's.</summary>
    public bool IsListedAs(ContainerSummary? other) =>
        other is not null && Id == other.Id && Name == other.Name && Image == other.Image && State == other.State
        && Status == other.Status && Revision == other.Revision && Ports.Equals(other.Ports) && Networks.Equals(other.Networks);

    /// <summary>Equal in everything.</summary>
    public bool Equals(ContainerSummary? other) => IsListedAs(other) && RestartCount == other!.RestartCount;

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);
}
