using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Docker.DotNet.Models;

namespace Dashboard.Services.Containers;

/// <summary>
/// <c>docker rename</c>. Needs the right to create: others find a container by its name, and giving one away takes it from whoever uses it.
/// </summary>
[Verb("rename", "Rename a container", Aliases = ["container rename"])]
public sealed record RenameContainer : DockerCommand
{
    /// <summary>Name, id or unique prefix of an id.</summary>
    [Argument(0, "CONTAINER")]
    public ResourceName Container { get; init; }

    /// <summary>The name to be; the engine says what is wrong with it.</summary>
    [Argument(1, "NEW_NAME")]
    public string NewName { get; init; } = "";

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => [new Demand(Right.Create, CommandTarget.Container(Container))];

    internal override CommandResult? Complaint =>
        NewName.Trim().Length == 0 ? new CommandResult(1, "", "Error: Neither old nor new names may be empty\n") : null;

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var outcome = await new CommandOutcome(context.Targets).ActAsync(
            (target, token) => context.Connection.Client.Containers.RenameContainerAsync(
                target.Container!.Id, new ContainerRenameParameters { NewName = NewName.Trim() }, token),
            cancellationToken);
        return outcome.ToResult(FailureSummary) with { Stdout = "" };
    }

    internal override CommandResult Refuse(IReadOnlyList<AuthorisedTarget> targets) => new CommandOutcome(targets).ToResult(FailureSummary);

    private static string FailureSummary(IReadOnlyList<ResourceName> failed) => $"Error: failed to rename container named {failed[0]}";
}
