using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Creation;
using Docker.DotNet.Models;

namespace Dashboard.Services.Containers;

/// <summary><c>docker run</c>: makes a container and starts it; in the user's terminal with <c>-it</c>, in the background with <c>-d</c>.</summary>
[Verb("run", "Create and run a new container from an image", Aliases = ["container run"], OptionsFirst = true)]
public sealed record RunContainer : ContainerCreation
{
    /// <summary>Do not wait for it.</summary>
    [Option("--detach", "-d", Help = "Run container in background and print container ID")]
    public bool Detach { get; init; }

    /// <summary>Keys that leave it running and end the session, e.g. "ctrl-p,ctrl-q"; null is the engine's.</summary>
    [Option("--detach-keys", Help = "Override the key sequence for detaching a container")]
    public string? DetachKeys { get; init; }

    /// <summary>The same container as <paramref name="other"/> makes, run in the background.</summary>
    public static RunContainer InBackground(ContainerCreation other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new()
        {
            Detach = true,
            Lifecycle = other.Lifecycle,
            Process = other.Process,
            Network = other.Network,
            Storage = other.Storage,
            Limits = other.Limits,
            Health = other.Health,
            Isolation = other.Isolation,
            Image = other.Image,
            Command = other.Command,
        };
    }

    internal override bool IsSession => !Detach;

    internal override string? UserInside(CommandContext context) => context.Entered?.Details.User;

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var creator = new ContainerCreator(context);
        NewContainer created;
        try
        {
            var version = context.Connection.ApiVersion;
            SpecBuilder.RequireVersion(this, version);
            if (Detach && Process.Attach.Count > 0)
            {
                throw new CommandLineException("conflicting options: cannot specify both --attach and --detach", exitCode: 1);
            }

            var spec = SpecBuilder.Build(this, Detach, version);
            SpecBuilder.RequireMacAddress(this, version);
            if (!Detach && spec.Tty && spec.AttachStdin && context.Terminal is null)
            {
                throw new CommandLineException("the input device is not a TTY", exitCode: 1);
            }

            created = await creator.CreateAsync(spec, Lifecycle, before: null, cancellationToken);
        }
        catch (CommandLineException e)
        {
            return CreationErrors.Of(e, "run");
        }
        catch (Exception e) when (EngineErrors.Translate(e) is { } error)
        {
            return CreationErrors.OfRun(error, "", creator.Progress.ToString());
        }

        foreach (var warning in created.Warnings)
        {
            creator.Progress.Append("WARNING: ").Append(warning).Append('\n');
        }

        var result = Detach
            ? await StartAsync(context, created.Id, creator, cancellationToken)
            : await AttachAsync(context, created.Id, creator, cancellationToken);
        return result with { Note = created.Note };
    }

    private async Task<CommandResult> StartAsync(CommandContext context, string id, ContainerCreator creator, CancellationToken cancellationToken)
    {
        try
        {
            await context.Connection.Client.Containers.StartContainerAsync(id, new ContainerStartParameters { DetachKeys = DetachKeys }, cancellationToken);
            return new CommandResult(0, id + "\n", creator.Progress.ToString());
        }
        catch (Exception e) when (EngineErrors.Translate(e) is { } error)
        {
            return CreationErrors.OfRun(error, id + "\n", creator.Progress.ToString());
        }
    }

    private async Task<CommandResult> AttachAsync(CommandContext context, string id, ContainerCreator creator, CancellationToken cancellationToken)
    {
        var streams = new AttachedStreams(
            Stdin: Process.Interactive || Attaches("stdin"), Stdout: AttachesByDefault || Attaches("stdout"), Stderr: AttachesByDefault || Attaches("stderr"));
        try
        {
            await EnterAsync(context, id, cancellationToken);
            await using var process = await AttachedProcess.AttachAsync(context.Connection, id, streams, DetachKeys, Lifecycle.Remove, cancellationToken);
            await context.Connection.Client.Containers.StartContainerAsync(id, new ContainerStartParameters { DetachKeys = DetachKeys }, cancellationToken);
            var result = await process.RunAsync(context.Terminal, context.Record, cancellationToken);
            return result with { Stderr = creator.Progress + result.Stderr };
        }
        catch (Exception e) when (EngineErrors.Translate(e) is { } error)
        {
            return CreationErrors.OfRun(error, "", creator.Progress.ToString());
        }
    }

    // Who may see the recording of a session is decided by what is in the container's labels.
    private static async Task EnterAsync(CommandContext context, string id, CancellationToken cancellationToken)
    {
        if (context.Terminal is not null || context.Record is not null)
        {
            var made = (await context.Connection.Client.Containers.InspectContainerAsync(id, cancellationToken)).ToDetails();
            var container = new ResolvedContainer(made.Summary.Id, made.Summary.Name, made.HasTty, made);
            context.Entered = container;
            context.Terminal?.Enter(container);
            context.Record?.Enter(container);
        }
    }

    private bool AttachesByDefault => Process.Attach.Count == 0;

    private bool Attaches(string stream) => Process.Attach.Any(a => a.Name == stream);
}
