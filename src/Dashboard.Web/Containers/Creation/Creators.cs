using Dashboard.Services.Access;
using Dashboard.Services.Environments;

namespace Dashboard.Web.Containers.Creation;

/// <summary>Who is offered to make a container where; the server decides again.</summary>
internal static class Creators
{
    /// <summary>The environments on which <paramref name="actor"/> may make one, of some kind at least.</summary>
    public static IEnumerable<DockerEnvironment> CreatableBy(this IEnvironmentRegistry registry, Actor actor) =>
        registry.SeenBy(actor).Where(e => actor.MayOnSomethingOf(Right.Create, e.Name));
}
