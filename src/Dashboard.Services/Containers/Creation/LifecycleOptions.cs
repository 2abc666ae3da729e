using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Values;

namespace Dashboard.Services.Containers.Creation;

/// <summary>A container's name, labels, log, and what happens when it ends.</summary>
public sealed record LifecycleOptions
{
    /// <summary>Labels.</summary>
    [Option("--label", "-l", Help = "Set meta data on a container")]
    public EquatableList<LabelEntry> Labels { get; init; } = [];

    /// <summary>Log driver; null is the engine's default.</summary>
    [Option("--log-driver", Help = "Logging driver for the container")]
    public string? LogDriver { get; init; }

    /// <summary>Options of the log driver, key=value.</summary>
    [Option("--log-opt", Help = "Log driver options")]
    public EquatableList<string> LogOptions { get; init; } = [];

    /// <summary>Its name; null lets the engine choose one.</summary>
    [Option("--name", Help = "Assign a name to the container")]
    public string? Name { get; init; }

    /// <summary>Platform of the image, e.g. "linux/arm64".</summary>
    [Option("--platform", Help = "Set platform if server is multi-platform capable")]
    public string? Platform { get; init; }

    /// <summary>"always", "missing" or "never".</summary>
    [Option("--pull", Help = "Pull image before running (\"always\", \"missing\", \"never\")")]
    public string Pull { get; init; } = "missing";

    /// <summary>Do not tell how the pull goes.</summary>
    [Option("--quiet", "-q", Help = "Suppress the pull output")]
    public bool Quiet { get; init; }

    /// <summary>"no", "always", "unless-stopped" or "on-failure[:n]".</summary>
    [Option("--restart", Help = "Restart policy to apply when a container exits")]
    public string Restart { get; init; } = "no";

    /// <summary>Remove it, and its anonymous volumes, when it ends.</summary>
    [Option("--rm", Help = "Automatically remove the container and its associated anonymous volumes when it exits")]
    public bool Remove { get; init; }
}
