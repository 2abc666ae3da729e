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

    /// <summary>
    /// Carries it out. Refusals of the engine are thrown as <see cref="EngineErrorException"/> or as the client library's
    /// own exceptions, which the runner translates.
    /// </summary>
    internal abstract Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken);

    /// <summary>What is wrong with it whoever asks, in the docker CLI's words; null when nothing is. Nobody is asked before.</summary>
    internal virtual CommandResult? Complaint => null;

    /// <summary>
    /// Whether the audit log must tell of it, and it can't be done while that can't be written. Reads that reveal nothing go on.
    /// </summary>
    internal virtual bool IsAudited(Actor actor, ResourceName environment, IReadOnlyList<AuthorisedTarget> targets) =>
        !IsRead || targets.Any(t => t.Error is { Kind: EngineErrorKind.Refused });

    /// <summary>
    /// The hosts that it makes the engine, or us, contact because its text names them, whatever comes of the rest; judged before it runs. What is
    /// known later only, such as that an image is missing, is judged then, through <see cref="CommandContext.Hosts"/>.
    /// </summary>
    internal virtual IEnumerable<ContactedHost> ContactedHosts => [];

    /// <summary>Whether it changes nothing and reveals nothing that the right to view does not show.</summary>
    internal virtual bool IsRead => false;

    /// <summary>How long the engine may take: what reads is answered or not, what follows or waits has no end of its own.</summary>
    internal virtual TimeSpan Patience => IsRead ? TimeSpan.FromMinutes(1) : Timeout.InfiniteTimeSpan;

    /// <summary>Whether its user types into a process of a container: such a session is recorded where that is the policy.</summary>
    internal virtual bool IsSession => false;

    /// <summary>As whom its process ran in the container, for the audit log; null where it ran none there, or runs on unseen. "" is the engine's default.</summary>
    internal virtual string? UserInside(CommandContext context) => null;

    /// <summary>Whether all it prints is names or ids, one a line, so that it can stand in <c>$(…)</c>.</summary>
    internal virtual bool ListsNames => false;

    /// <summary>Whether it ends containers, if only for a moment: then it is refused for those that are protected.</summary>
    internal virtual bool EndsContainers => false;

    /// <summary>The answer when none of its targets may be acted on: nothing is carried out, and only the words are the command's own.</summary>
    internal virtual CommandResult Refuse(IReadOnlyList<AuthorisedTarget> targets) => new CommandOutcome(targets).ToResult(_ => "");
}
