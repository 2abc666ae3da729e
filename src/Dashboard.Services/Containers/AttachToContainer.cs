using Dashboard.Services.Access;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Containers;

/// <summary><c>docker attach</c>: the user's terminal on the container's own process, which goes on when they detach.</summary>
[Verb("attach", "Attach local standard input, output, and error streams to a running container", Aliases = ["container attach"])]
public sealed record AttachToContainer : DockerCommand
{
    /// <summary>Keys that end the session and leave the process; null is the engine's ctrl-p,ctrl-q.</summary>
    [Option("--detach-keys", Help = "Override the key sequence for detaching a container")]
    public string? DetachKeys { get; init; }

    /// <summary>Watch only.</summary>
    [Option("--no-stdin", Help = "Do not attach STDIN")]
    public bool NoStdin { get; init; }

    /// <summary>Name, id or unique prefix of an id.</summary>
    [Argument(0, "CONTAINER")]
    public ResourceName Container { get; init; }

    /// <summary>Typing into a process is running things in its container; watching it is reading its log.</summary>
    public override IEnumerable<Demand> Demands => [new Demand(NoStdin ? Right.Logs : Right.Exec, CommandTarget.Container(Container))];

    internal override bool IsSession => !NoStdin;

    internal override string? UserInside(CommandContext context) => NoStdin ? null : context.Targets[0].Container?.Details.User;

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var target = context.Targets[0].Container!;
        var refusal = target.Details.Summary.State switch
        {
            ContainerState.Running when target.HasTty && !NoStdin && context.Terminal is null => "the input device is not a TTY",
            ContainerState.Running => null,
            ContainerState.Paused => "You cannot attach to a paused container, unpause it first",
            ContainerState.Restarting => "You cannot attach to a restarting container, wait until it is running",
            _ => "You cannot attach to a stopped container, start it first",
        };
        if (refusal is not null)
        {
            return CommandResult.Wrong(refusal);
        }

        var streams = new AttachedStreams(Stdin: !NoStdin && context.Terminal is not null, Stdout: true, Stderr: true);
        await using var process = await AttachedProcess.AttachAsync(context.Connection, target.Id, streams, DetachKeys, isRemoved: false, cancellationToken);
        return await process.RunAsync(context.Terminal, context.Record, cancellationToken);
    }
}
