using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Values;

namespace Dashboard.Services.Containers.Creation;

/// <summary>How the engine finds out whether a container is well.</summary>
public sealed record HealthOptions
{
    /// <summary>Shell line that exits with 0 while it is well.</summary>
    [Option("--health-cmd", Help = "Command to run to check health")]
    public string? Command { get; init; }

    /// <summary>Time between checks.</summary>
    [Option("--health-interval", Type = "duration", Help = "Time between running the check (ms|s|m|h)")]
    public GoDuration? Interval { get; init; }

    /// <summary>Failures in a row until it counts as unwell.</summary>
    [Option("--health-retries", Help = "Consecutive failures needed to report unhealthy")]
    public int? Retries { get; init; }

    /// <summary>Time between checks while it starts.</summary>
    [Option("--health-start-interval", Type = "duration", Since = "1.44", Help = "Time between running the check during the start period (ms|s|m|h)")]
    public GoDuration? StartInterval { get; init; }

    /// <summary>Time in which failures do not count.</summary>
    [Option("--health-start-period", Type = "duration", Help = "Start period for the container to initialize before starting health-retries countdown (ms|s|m|h)")]
    public GoDuration? StartPeriod { get; init; }

    /// <summary>How long a check may take.</summary>
    [Option("--health-timeout", Type = "duration", Help = "Maximum time to allow one check to run (ms|s|m|h)")]
    public GoDuration? Timeout { get; init; }

    /// <summary>No check, whatever the image says.</summary>
    [Option("--no-healthcheck", Help = "Disable any container-specified HEALTHCHECK")]
    public bool None { get; init; }
}
