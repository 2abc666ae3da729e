using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Dashboard.Services.Containers;

/// <summary><c>docker start</c>: starts stopped containers; with -a or -i, one of them with the user attached.</summary>
[Verb("start", "Start one or more stopped containers", Aliases = ["container start"])]
public sealed record StartContainers : ContainersCommand
{
    /// <summary>Show what it writes, and give its exit code.</summary>
    [Option("--attach", "-a", Help = "Attach STDOUT/STDERR and forward signals")]
    public bool Attach { get; init; }

    /// <summary>Keys that end the session and leave the process; null is the engine's ctrl-p,ctrl-q.</summary>
    [Option("--detach-keys", Help = "Override the key sequence for detaching a container")]
    public string? DetachKeys { get; init; }

    /// <summary>Give it the user's input too.</summary>
    [Option("--interactive", "-i", Help = "Attach container's STDIN")]
    public bool Interactive { get; init; }

    /// <inheritdoc/>
    protected override Right Needs => Right.Restart | (Attach ? Right.Logs : Right.None) | (Interactive ? Right.Exec : Right.None);

    private bool IsAttached => Attach || Interactive;

    internal override bool IsSession => Interactive;

    internal override string? UserInside(CommandContext context) => Interactive && context.Targets is [{ Container: { } target }] ? target.Details.User : null;

    internal override Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken) =>
        IsAttached ? AttachAsync(context, cancellationToken) : base.ExecuteAsync(context, cancellationToken);

    internal override Task ActAsync(IContainerOperations containers, string id, CancellationToken cancellationToken) =>
        containers.StartContainerAsync(id, new ContainerStartParameters { DetachKeys = DetachKeys }, cancellationToken);

    internal override string FailureSummary(IReadOnlyList<ResourceName> failed) =>
        IsAttached ? "" : $"Error: failed to start containers: {string.Join(", ", failed)}";

    private async Task<CommandResult> AttachAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Targets is not [{ Container: { } target }])
        {
            return CommandResult.Wrong("you cannot start and attach multiple containers at once");
        }

        if (target.HasTty && Interactive && context.Terminal is null)
        {
            return CommandResult.Wrong("the input device is not a TTY");
        }

        var streams = new AttachedStreams(Stdin: Interactive, Stdout: true, Stderr: true);
        await using var process = await AttachedProcess.AttachAsync(
            context.Connection, target.Id, streams, DetachKeys, target.Details.IsRemovedAtEnd, cancellationToken);
        await ActAsync(context.Connection.Client.Containers, target.Id, cancellationToken);
        return await process.RunAsync(context.Terminal, context.Record, cancellationToken);
    }
}
