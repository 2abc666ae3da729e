using Dashboard.Services.Access;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Volumes;

/// <summary><c>docker volume inspect</c>.</summary>
[Verb("volume inspect", "Display detailed information on one or more volumes")]
public sealed record InspectVolumes : InspectObjectsCommand
{
    /// <summary>Their names.</summary>
    [Argument(0, "VOLUME")]
    public EquatableList<ResourceName> Volumes { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => Volumes.Select(v => new Demand(Right.View, CommandTarget.Volume(v)));

    // The CLI writes its own JSON here, with Go's escapes.
    internal override async Task<InspectedObject> ReadAsync(CommandContext context, int index, CancellationToken cancellationToken)
    {
        var read = await base.ReadAsync(context, index, cancellationToken);
        var json = read.Json.Replace("<", "\\u003c", StringComparison.Ordinal).Replace(">", "\\u003e", StringComparison.Ordinal).Replace("&", "\\u0026", StringComparison.Ordinal);
        return read with { Json = json, IsRaw = false };
    }
}
