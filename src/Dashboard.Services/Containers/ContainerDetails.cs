using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Creation;

namespace Dashboard.Services.Containers;

/// <summary>Something of the host or of a volume that a container sees under a path.</summary>
/// <param name="Type">"bind", "volume", "tmpfs", …</param>
/// <param name="Source">Volume name or host path.</param>
/// <param name="Destination">Path in the container.</param>
/// <param name="IsReadOnly">Whether the container can't write to it.</param>
public sealed record MountDetails(string Type, string Source, string Destination, bool IsReadOnly);

/// <summary>A network that a container is in.</summary>
/// <param name="Name">Name of the network.</param>
/// <param name="IpAddress">Its IPv4 address there, or "" while it does not run.</param>
/// <param name="MacAddress">Its MAC address there, or "".</param>
public sealed record NetworkDetails(string Name, string IpAddress, string MacAddress);

/// <summary>An environment variable of a container.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value, what is secret in it masked; null where all of it is.</param>
public sealed record EnvironmentVariable(string Name, string? Value)
{
    /// <summary>Whether the value is masked, in whole or in part.</summary>
    public bool IsMasked { get => Value is null || field; init => field = value && Value is not null; }
}

/// <summary>What <c>docker inspect</c> tells of a container, in the words of the overview page.</summary>
public sealed record ContainerDetails
{
    /// <summary>What lists show of it too.</summary>
    public required ContainerSummary Summary { get; init; }

    /// <summary>Id of the image it was made from, "sha256:…".</summary>
    public required string ImageId { get; init; }

    /// <summary>Program and arguments, as one line quoted for a shell; what looks secret is masked.</summary>
    public required string CommandLine { get; init; }

    /// <summary>User inside; "" is the image's default, usually root.</summary>
    public required string User { get; init; }

    /// <summary>Working directory inside; "" is /.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Host name inside.</summary>
    public required string HostName { get; init; }

    /// <summary>Whether it has a terminal of its own (<c>docker run -t</c>); its log is then unframed.</summary>
    public required bool HasTty { get; init; }

    /// <summary>When its process last started (UTC), or null.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When its process last ended (UTC), or null.</summary>
    public DateTimeOffset? Finished { get; init; }

    /// <summary>Exit code of its last run; meaningless while it runs.</summary>
    public required long ExitCode { get; init; }

    /// <summary>Whether the engine removes it when it ends (<c>docker run --rm</c>).</summary>
    public bool IsRemovedAtEnd { get; init; }

    /// <summary>Whether the kernel killed it for using too much memory.</summary>
    public required bool OomKilled { get; init; }

    /// <summary>The engine's words on why it did not start, or "".</summary>
    public required string Error { get; init; }

    /// <summary>How often its restart policy started it again.</summary>
    public required long RestartCount { get; init; }

    /// <summary>"no", "always", "unless-stopped" or "on-failure[:n]".</summary>
    public required string RestartPolicy { get; init; }

    /// <summary>"starting", "healthy", "unhealthy", or null without a health check.</summary>
    public string? Health { get; init; }

    /// <summary>Its limits, as <c>docker update</c> takes them; null is none.</summary>
    public ResourceLimits Limits { get; init; } = new();

    /// <summary>Log driver, e.g. "json-file".</summary>
    public required string LogDriver { get; init; }

    /// <summary>Its mounts.</summary>
    public EquatableList<MountDetails> Mounts { get; init; } = [];

    /// <summary>Its networks.</summary>
    public EquatableList<NetworkDetails> Networks { get; init; } = [];

    /// <summary>Its environment variables, secrets masked.</summary>
    public EquatableList<EnvironmentVariable> Environment { get; init; } = [];

    /// <summary>Whether anything of it is masked.</summary>
    internal bool HoldsSecrets { get; init; }

    /// <summary>Its secrets, to be masked wherever they recur.</summary>
    internal KnownSecrets Secrets { get; init; } = KnownSecrets.None;

    /// <summary>The value of one of its labels, masked; the labels of <see cref="Summary"/> are as they are, since rights go by them.</summary>
    public string ShownLabel(string label) =>
        Summary.Labels.TryGetValue(label, out var value) ? Secrets.Mask(SecretWords.MaskValue(label, value)) : "";
}
