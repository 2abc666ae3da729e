using Dashboard.Services.Access;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Volumes;

/// <summary><c>docker volume rm</c>.</summary>
[Verb("volume rm", "Remove one or more volumes", Aliases = ["volume remove"])]
public sealed record RemoveVolumes : DockerCommand
{
    /// <summary>Their names.</summary>
    [Argument(0, "VOLUME")]
    public EquatableList<ResourceName> Volumes { get; init; } = [];

    /// <summary>Also where the driver does not help; one that is not there is then no error.</summary>
    [Option("--force", "-f", Help = "Force the removal of one or more volumes")]
    public bool Force { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => Volumes.Select(v => new Demand(Right.Remove, CommandTarget.Volume(v)));

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var outcome = new CommandOutcome(Forgiven(context.Targets));
        await outcome.ActInOrderAsync((target, token) => RemoveAsync(context, target, token), cancellationToken);
        return outcome.ToResult(_ => "");
    }

    internal override CommandResult Refuse(IReadOnlyList<AuthorisedTarget> targets) => new CommandOutcome(Forgiven(targets)).ToResult(_ => "");

    // The engine does not mind a missing one when forced, so neither must one that is not theirs to know of be told from it.
    private IReadOnlyList<AuthorisedTarget> Forgiven(IReadOnlyList<AuthorisedTarget> targets) =>
        Force ? [.. targets.Select(t => t.Error is { Kind: EngineErrorKind.NotFound } ? t with { Error = null } : t)] : targets;

    // The client library forgets "force".
    private async Task RemoveAsync(CommandContext context, AuthorisedTarget target, CancellationToken cancellationToken)
    {
        if (target.Thing is { } volume)
        {
            (await context.Connection.Http.SendAsync(HttpMethod.Delete, $"/volumes/{volume.Id}{(Force ? "?force=1" : "")}", null, cancellationToken)).Dispose();
        }
    }
}
