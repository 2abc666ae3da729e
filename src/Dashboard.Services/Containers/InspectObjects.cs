using Dashboard.Services.Access;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Containers;

/// <summary><c>docker inspect</c>: whatever has the name, or the sort of thing that is asked for.</summary>
[Verb("inspect", "Return low-level information on Docker objects")]
public sealed record InspectObjects : ContainerInspectCommand
{
    private static readonly string[] _types = ["config", "container", "image", "network", "node", "plugin", "secret", "service", "task", "volume"];

    /// <summary>Names, ids or unique prefixes of ids; those of images may have tags and digests.</summary>
    [Argument(0, "NAME|ID")]
    public EquatableList<string> Names { get; init; } = [];

    /// <summary>What sort of thing is meant; null is any.</summary>
    [Option("--type", Help = "Only inspect objects of the given type")]
    public string? Type { get; init; }

    // What can be no container's name can still be an image's, which whoever sees anything of the engine may see.
    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => Names.Select(text => new Demand(
        Right.View, Type != "image" && ResourceName.TryParse(text, out var name) ? new CommandTarget(Kind ?? TargetKind.Anything, name) : CommandTarget.Visible));

    internal override CommandResult? Complaint => Type switch
    {
        null or "" or "container" or "image" or "network" or "volume" => base.Complaint,
        _ when _types.Contains(Type) => new CommandResult(1, "", $"docker inspect --type {Type} is not offered here: there is no swarm\n"),
        _ => new CommandResult(1, "", $"unknown type: \"{Type}\": must be one of {string.Join(", ", _types.Select(t => $"\"{t}\""))}\n"),
    };

    private TargetKind? Kind => Type switch
    {
        "container" => TargetKind.Container,
        "image" => TargetKind.Image,
        "network" => TargetKind.Network,
        "volume" => TargetKind.Volume,
        _ => null,
    };

    internal override bool IsAudited(Actor actor, ResourceName environment, IReadOnlyList<AuthorisedTarget> targets) =>
        base.IsAudited(actor, environment, targets) || targets.Any(t => t.Thing is { } found && InspectObjectsCommand.Reveals(actor, environment, found));

    internal override async Task<InspectedObject> ReadAsync(CommandContext context, int index, CancellationToken cancellationToken)
    {
        var target = context.Targets[index];
        if (target.Container is not null)
        {
            return await base.ReadAsync(context, index, cancellationToken);
        }

        var found = target.Thing ?? await FindImageAsync(context, Names[index], cancellationToken);
        return new InspectedObject(InspectObjectsCommand.Shown(context.Actor, context.Environment.Name, found), context.Reader(found.Kind).Shape);
    }

    internal override IEnumerable<string> Warnings(CommandContext context, int index) =>
        WithSize && context.Targets[index] is { Error: null, Container: null } target
            ? [$"WARNING: --size ignored for {context.Reader(target.Thing?.Kind ?? TargetKind.Image).SortName}"]
            : [];

    internal override string ErrorText(int index, EngineError error) =>
        error.Kind == EngineErrorKind.NotFound && string.IsNullOrEmpty(Type) ? $"Error: No such object: {Names[index]}" : base.ErrorText(index, error);

    private async Task<ResolvedObject> FindImageAsync(CommandContext context, string name, CancellationToken cancellationToken)
    {
        if (Kind == TargetKind.Container)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.NotFound, $"No such container: {name}"));
        }

        var reader = context.Reader(Kind ?? TargetKind.Image);
        return await reader.FindAsync(context.Actor, context.Environment, name, cancellationToken) ?? throw new EngineErrorException(reader.Missing(name));
    }
}
