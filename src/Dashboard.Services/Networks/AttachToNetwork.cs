using Dashboard.Services.Access;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Networks;

/// <summary>What <c>docker network connect</c> and <c>disconnect</c> have in common: a network and a container, and rights on both.</summary>
public abstract record AttachToNetwork : DockerCommand
{
    /// <summary>The network.</summary>
    [Argument(0, "NETWORK")]
    public ResourceName Network { get; init; }

    /// <summary>The container.</summary>
    [Argument(1, "CONTAINER")]
    public ResourceName Container { get; init; }

    // Which networks a container is in is what it was made with, and who joins a network reaches what is there.
    /// <inheritdoc/>
    public sealed override IEnumerable<Demand> Demands =>
        [new Demand(Right.Create, CommandTarget.Container(Container)), new Demand(Right.Create, CommandTarget.Network(Network))];

    internal sealed override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var (container, network) = (context.Targets[0], context.Targets[1]);
        if (network.Error is not null || (container.Error is not null && !Forgives(context, container.Error)))
        {
            return Refuse(context.Targets);
        }

        var note = await ActAsync(context, network.Thing!, container.Container?.Id ?? Container.Value, cancellationToken);
        return new CommandResult(0, "", "") { Note = note };
    }

    // The engine looks for the container first.
    internal sealed override CommandResult Refuse(IReadOnlyList<AuthorisedTarget> targets) => new CommandOutcome([targets.First(t => t.Error is not null)]).ToResult(_ => "");

    /// <summary>Whether it can be done all the same.</summary>
    internal virtual bool Forgives(CommandContext context, EngineError error) => false;

    /// <summary>Does it; what the audit log must say besides is returned.</summary>
    internal abstract Task<string> ActAsync(CommandContext context, ResolvedObject network, string container, CancellationToken cancellationToken);
}
