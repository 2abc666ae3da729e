using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Docker.DotNet;

namespace Dashboard.Services.Containers;

/// <summary>The family of commands that do the same thing to one or more containers.</summary>
public abstract record ContainersCommand : DockerCommand
{
    /// <summary>Names, ids or unique prefixes of ids.</summary>
    [Argument(0, "CONTAINER")]
    public EquatableList<ResourceName> Containers { get; init; } = [];

    /// <inheritdoc/>
    public sealed override IEnumerable<Demand> Demands => Containers.Select(c => new Demand(Needs, CommandTarget.Container(c)));

    /// <summary>Whether a container that does not exist is told, but is no failure.</summary>
    protected virtual bool ToleratesMissing => false;

    /// <summary>The right needed on each of them.</summary>
    protected abstract Right Needs { get; }

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var containers = context.Connection.Client.Containers;
        var outcome = await new CommandOutcome(context.Targets)
            .ActAsync((target, token) => ActAsync(containers, target.Container!.Id, token), cancellationToken);
        return outcome.ToResult(FailureSummary, ToleratesMissing);
    }

    internal sealed override CommandResult Refuse(IReadOnlyList<AuthorisedTarget> targets) =>
        new CommandOutcome(targets).ToResult(FailureSummary, ToleratesMissing);

    internal abstract Task ActAsync(IContainerOperations containers, string id, CancellationToken cancellationToken);

    /// <summary>A last line about what failed, where the docker CLI prints one.</summary>
    internal virtual string FailureSummary(IReadOnlyList<ResourceName> failed) => "";

    /// <summary>A negative number of seconds means "wait for ever", which the client library's unsigned type can't say: 136 years do.</summary>
    internal static uint? ToWait(int? seconds) => seconds switch
    {
        null => null,
        < 0 => uint.MaxValue,
        _ => (uint)seconds,
    };
}
