using System.Text;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Networks;

/// <summary><c>docker network rm</c>.</summary>
[Verb("network rm", "Remove one or more networks", Aliases = ["network remove"])]
public sealed record RemoveNetworks : DockerCommand
{
    /// <summary>Names, ids or unique prefixes of ids.</summary>
    [Argument(0, "NETWORK")]
    public EquatableList<ResourceName> Networks { get; init; } = [];

    /// <summary>One that is not there is no error.</summary>
    [Option("--force", "-f", Help = "Do not error if the network does not exist")]
    public bool Force { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => Networks.Select(n => new Demand(Right.Remove, CommandTarget.Network(n)));

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var outcome = new CommandOutcome(context.Targets);
        await outcome.ActInOrderAsync(
            (target, token) => context.Connection.Client.Networks.DeleteNetworkAsync(target.Thing!.Id, token), cancellationToken);
        return Worded(outcome.ToResult(_ => "", toleratesMissing: Force));
    }

    internal override CommandResult Refuse(IReadOnlyList<AuthorisedTarget> targets) =>
        Worded(new CommandOutcome(targets).ToResult(_ => "", toleratesMissing: Force));

    // The CLI is silent about those that were missing when forced, and ends with a line of its own when something failed.
    private CommandResult Worded(CommandResult result)
    {
        var told = new StringBuilder();
        foreach (var target in result.Targets.Where(t => t.Error is not null && !(Force && t.Error.Kind == EngineErrorKind.NotFound)))
        {
            told.Append(target.Error!.ToCliText()).Append('\n');
        }

        return result with { Stderr = result.ExitCode == 0 ? told.ToString() : told.Append("exit status 1\n").ToString() };
    }
}
