using System.Globalization;

namespace Dashboard.Services.Containers;

/// <summary>Reads the engine's words about a container (<c>docker ps</c>, column STATUS): it tells some things in no other way in a list.</summary>
public static class ContainerStatus
{
    /// <summary>"healthy", "unhealthy", "starting", or null: there is no health check, or it does not run.</summary>
    /// <param name="state">Its state.</param>
    /// <param name="status">E.g. "Up 3 minutes (unhealthy)", "Up 2 seconds (health: starting)".</param>
    public static string? HealthOf(ContainerState state, string status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return state != ContainerState.Running ? null
            : status.EndsWith("(unhealthy)", StringComparison.Ordinal) ? "unhealthy"
            : status.EndsWith("(healthy)", StringComparison.Ordinal) ? "healthy"
            : status.EndsWith("(health: starting)", StringComparison.Ordinal) ? "starting"
            : null;
    }

    /// <summary>What the last run ended with; null while it runs or never ran.</summary>
    /// <param name="state">Its state.</param>
    /// <param name="status">E.g. "Exited (137) 2 hours ago", "Restarting (1) 5 seconds ago".</param>
    public static int? ExitCodeOf(ContainerState state, string status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return state is ContainerState.Exited or ContainerState.Dead or ContainerState.Restarting
            && status.Split('(', ')') is [_, var code, ..] && int.TryParse(code, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
                ? number
                : null;
    }
}
