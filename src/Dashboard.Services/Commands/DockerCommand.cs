using Dashboard.Services.Access;

namespace Dashboard.Services.Commands;

/// <summary>
/// One thing that a user can do to an engine: an immutable record named after its docker verb, in a file of its own.
/// It declares its spelling (<see cref="VerbAttribute"/>, <see cref="ArgumentAttribute"/>, <see cref="OptionAttribute"/>),
/// the rights it needs and on what, and how it is carried out. Run only by <see cref="CommandRunner"/>.
/// </summary>
public abstract record DockerCommand
{
    /// <summary>What must be allowed before this runs. Targets that do not exist, or that the actor may not see, are answered alike.</summary>
    public abstract IEnumerable<Demand> Demands { get; }

    /// <summary>The docker command that this is, e.g. <c>docker stop --timeout 5 web</c>.</summary>
    public sealed override string ToString() => CommandLine.Print(this);

    /// <summary>The same as the audit log keeps it: values that look secret are not for those who read it.</summary>
    internal virtual string Recorded => ToString();

    /// <summary>
    /// Carries it out. Refusals of the engine are thrown as <see cref="EngineErrorException"/> or as the client library's
    /// own exceptions, which the runner translates.
    /// </summary>
    internal abstract Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken);

    /// <summary>The answer when none of its targets may be acted on: nothing is carried out, and only the words are the command's own.</summary>
    internal virtual CommandResult Refuse(IReadOnlyList<AuthorisedTarget> targets) => new CommandOutcome(targets).ToResult(_ => "");
}
