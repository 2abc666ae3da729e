using Dashboard.Services.Access;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Containers;

/// <summary><c>docker exec</c>: runs a process in a running container, in the user's terminal with <c>-it</c>.</summary>
[Verb("exec", "Execute a command in a running container", Aliases = ["container exec"], OptionsFirst = true)]
public sealed record ExecInContainer : DockerCommand
{
    /// <summary>Do not wait for it: it runs on by itself, and nobody sees its output.</summary>
    [Option("--detach", "-d", Help = "Detached mode: run command in the background")]
    public bool Detach { get; init; }

    /// <summary>Variables for the process, NAME=value.</summary>
    [Option("--env", "-e", Help = "Set environment variables")]
    public EquatableList<string> Env { get; init; } = [];

    /// <summary>Give the process the user's input.</summary>
    [Option("--interactive", "-i", Help = "Keep STDIN open even if not attached")]
    public bool Interactive { get; init; }

    /// <summary>Give it the rights of the host: whoever does this must manage the environment.</summary>
    [Option("--privileged", Help = "Give extended privileges to the command")]
    public bool Privileged { get; init; }

    /// <summary>Give it a terminal.</summary>
    [Option("--tty", "-t", Help = "Allocate a pseudo-TTY")]
    public bool Tty { get; init; }

    /// <summary>User inside, name or uid[:group]; null is the container's.</summary>
    [Option("--user", "-u", Help = "Username or UID (format: \"<name|uid>[:<group|gid>]\")")]
    public string? User { get; init; }

    /// <summary>Directory to start in; null is the container's.</summary>
    [Option("--workdir", "-w", Help = "Working directory inside the container")]
    public string? WorkingDirectory { get; init; }

    /// <summary>Name, id or unique prefix of an id.</summary>
    [Argument(0, "CONTAINER")]
    public ResourceName Container { get; init; }

    /// <summary>Program and its arguments; no shell is put before them.</summary>
    [Argument(1, "COMMAND")]
    public EquatableList<string> Command { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => [new Demand(Privileged ? Right.Exec | Right.Manage : Right.Exec, CommandTarget.Container(Container))];

    internal override bool IsSession => !Detach;

    internal override string? UserInside(CommandContext context) => User ?? context.Targets[0].Container?.Details.User;

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (Detach)
        {
            await ExecProcess.DetachAsync(this, context, cancellationToken);
            return new CommandResult(0, "", "");
        }

        if (Tty && context.Terminal is null)
        {
            // The docker CLI's words where its input is no terminal.
            const string noTerminal = "the input device is not a TTY";
            return CommandResult.Wrong(noTerminal);
        }

        var process = await ExecProcess.StartAsync(this, context, cancellationToken);
        await using (process)
        {
            return context.Terminal is { } terminal
                ? await process.RunInTerminalAsync(terminal, cancellationToken)
                : await process.RunToEndAsync(context.Record, cancellationToken);
        }
    }
}
