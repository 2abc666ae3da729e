using System.Globalization;
using System.Text;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Containers;

/// <summary><c>docker wait</c>: blocks until containers have stopped, and gives their exit codes.</summary>
[Verb("wait", "Block until one or more containers stop, then print their exit codes", Aliases = ["container wait"])]
public sealed record WaitForContainers : DockerCommand
{
    /// <summary>Names, ids or unique prefixes of ids.</summary>
    [Argument(0, "CONTAINER")]
    public EquatableList<ResourceName> Containers { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => Containers.Select(c => new Demand(Right.View, CommandTarget.Container(c)));

    internal override bool IsRead => true;

    internal override TimeSpan Patience => Timeout.InfiniteTimeSpan;

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, context.Connection.Lost);
        var codes = new StringBuilder();
        try
        {
            var outcome = await new CommandOutcome(context.Targets).ActInOrderAsync(
                async (target, token) =>
                {
                    var answer = await context.Connection.Client.Containers.WaitContainerAsync(target.Container!.Id, token);
                    codes.Append(CultureInfo.InvariantCulture, $"{answer.StatusCode}\n");
                },
                stop.Token);
            return outcome.ToResult(_ => "") with { Stdout = codes.ToString() };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Unreachable, "The engine was lost while it was waited for."));
        }
    }
}
