using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;

namespace Dashboard.Web.Containers;

/// <summary>What tells containers apart over all engines; the same for as long as one exists.</summary>
/// <param name="Environment">Name of its engine.</param>
/// <param name="Id">Full id.</param>
public readonly record struct ContainerKey(ResourceName Environment, string Id);

/// <summary>A container and the engine it is on.</summary>
/// <param name="Environment">The engine.</param>
/// <param name="Container">The container as last told.</param>
public sealed record ContainerRow(DockerEnvironment Environment, ContainerSummary Container)
{
    /// <summary>The same for as long as the container exists.</summary>
    public ContainerKey Key => new(Environment.Name, Container.Id);

    /// <summary>How commands name it: by its name, as people do.</summary>
    public ResourceName Name => ResourceName.TryParse(Container.Name, out var name) ? name : ResourceName.Of(Container.Id);
}
