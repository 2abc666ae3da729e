using Dashboard.Services.Access;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Environments;

/// <summary>Look-ups of environments by what a URL or a message says.</summary>
public static class EnvironmentRegistryExtensions
{
    /// <summary>The environments on which <paramref name="actor"/> may see anything; others do not exist for them.</summary>
    public static IEnumerable<DockerEnvironment> SeenBy(this IEnvironmentRegistry registry, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(actor);
        return registry.All.Where(e => actor.CanSeeAnyOf(e.Name));
    }

    /// <summary>The environment called <paramref name="name"/>, if <paramref name="actor"/> may see anything on it.</summary>
    /// <exception cref="EngineErrorException">NotFound: there is none, or none for them, in the same words.</exception>
    public static DockerEnvironment Get(this IEnvironmentRegistry registry, Actor actor, string name) =>
        registry.SeenBy(actor).FirstOrDefault(e => e.Name.Value == name)
            ?? throw new EngineErrorException(new EngineError(EngineErrorKind.NotFound, $"No such environment: {name}"));

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
