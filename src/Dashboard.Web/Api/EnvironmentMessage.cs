using Dashboard.Services.Environments;

namespace Dashboard.Web.Api;

/// <summary>An environment as the REST API and the status hub tell of it.</summary>
/// <param name="Name">Its name in URLs.</param>
/// <param name="Endpoint">Where its engine listens.</param>
/// <param name="Status">"connecting", "up", "unreachable" or "notAnswering".</param>
/// <param name="Reason">Why it is not up, or null.</param>
/// <param name="Since">Since when, UTC.</param>
/// <param name="Version">The engine's version, or null until it answered once.</param>
/// <param name="ApiVersion">The API version spoken with it, likewise.</param>
public sealed record EnvironmentMessage(
    string Name, string Endpoint, string Status, string? Reason, DateTimeOffset Since, string? Version, string? ApiVersion)
{
    /// <summary>Of an environment as it is now.</summary>
    public static EnvironmentMessage From(DockerEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var health = environment.Health;
        var status = health.Status.ToString();
        return new EnvironmentMessage(
            environment.Name.Value,
            environment.Endpoint.ToString(),
            char.ToLowerInvariant(status[0]) + status[1..],
            health.Reason,
            health.Since,
            health.Version,
            health.ApiVersion);
    }
}
