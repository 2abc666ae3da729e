using Dashboard.Services.Commands;

namespace Dashboard.Services.Environments;

/// <summary>Look-ups of environments by what a URL or a message says.</summary>
public static class EnvironmentRegistryExtensions
{
    /// <summary>The environment called <paramref name="name"/>.</summary>
    /// <exception cref="EngineErrorException">NotFound: there is none; the message quotes it.</exception>
    public static DockerEnvironment Get(this IEnvironmentRegistry registry, string name)
    {
        ArgumentNullException.ThrowIfNull(registry);
        return ResourceName.TryParse(name, out var parsed) && registry.TryGet(parsed, out var environment)
            ? environment
            : throw new EngineErrorException(new EngineError(EngineErrorKind.NotFound, $"No such environment: {name}"));
    }
}
