using Dashboard.Services.Commands;

namespace Dashboard.Services.Containers;

/// <summary><c>docker container inspect</c>.</summary>
[Verb("container inspect", "Display detailed information on one or more containers")]
public sealed record InspectContainers : InspectCommand
{
    /// <summary>Names, ids or unique prefixes of ids.</summary>
    [Argument(0, "CONTAINER")]
    public EquatableList<ResourceName> Containers { get; init; } = [];

    internal override EquatableList<ResourceName> Wanted => Containers;
}
