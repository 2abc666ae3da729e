using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;

namespace Dashboard.Web.Containers;

/// <summary>A container and the engine it is on.</summary>
/// <param name="Environment">The engine.</param>
/// <param name="Container">The container as last told.</param>
public sealed record ContainerRow(DockerEnvironment Environment, ContainerSummary Container)
{
    /// <summary>The same for as long as the container exists.</summary>
    public string Key => $"{Environment.Name}/{Container.Id}";

    /// <summary>How commands name it: by its name, as people do.</summary>
    public ResourceName Name => ResourceName.TryParse(Container.Name, out var name) ? name : ResourceName.Of(Container.Id);
}
