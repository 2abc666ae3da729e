using Dashboard.Services.Access;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Containers;

/// <summary>The two commands that lock containers against being ended and unlock them; the docker CLI has neither.</summary>
public abstract record ProtectionCommand : DockerCommand
{
    /// <summary>Names, ids or unique prefixes of ids.</summary>
    [Argument(0, "CONTAINER")]
    public EquatableList<ResourceName> Containers { get; init; } = [];

    /// <summary>Who may remove a container may say that nobody does by mistake.</summary>
    public sealed override IEnumerable<Demand> Demands => Containers.Select(c => new Demand(Right.Remove, CommandTarget.Container(c)));

    private protected abstract bool Protects { get; }

    internal sealed override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken) =>
        (await new CommandOutcome(context.Targets).ActInOrderAsync(
            (target, token) => context.Protections.SetAsync(context.Actor, context.Environment, target.Container!.Id, Protects, token),
            cancellationToken)).ToResult(_ => "");
}
