using Dashboard.Services.Access;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Containers;

/// <summary><c>docker container inspect</c>.</summary>
[Verb("container inspect", "Display detailed information on one or more containers")]
public sealed record InspectContainers : ContainerInspectCommand
{
    /// <summary>Names, ids or unique prefixes of ids.</summary>
    [Argument(0, "CONTAINER")]
    public EquatableList<ResourceName> Containers { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => Containers.Select(c => new Demand(Right.View, CommandTarget.Container(c)));
}
