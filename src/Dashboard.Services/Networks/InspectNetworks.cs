using Dashboard.Services.Access;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Networks;

/// <summary><c>docker network inspect</c>.</summary>
[Verb("network inspect", "Display detailed information on one or more networks")]
public sealed record InspectNetworks : InspectObjectsCommand
{
    /// <summary>Names, ids or unique prefixes of ids.</summary>
    [Argument(0, "NETWORK")]
    public EquatableList<ResourceName> Networks { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => Networks.Select(n => new Demand(Right.View, CommandTarget.Network(n)));
}
