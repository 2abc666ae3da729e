using Dashboard.Services.Access;
using Dashboard.Services.Access.Policy;
using Dashboard.Services.Access.Protection;
using Dashboard.Services.Environments;
using Dashboard.Services.Access.Registries;

namespace Dashboard.Services.Commands;

/// <summary>A target after authorisation: either the thing itself or why it may not be acted on.</summary>
/// <param name="Name">As the user named it.</param>
/// <param name="Container">The container; null when <paramref name="Error"/> says why not, and for the engine itself.</param>
/// <param name="Error">Why not; null when it may be acted on.</param>
public sealed record AuthorisedTarget(ResourceName Name, ResolvedContainer? Container, EngineError? Error)
{
    /// <summary>The image, network or volume; null for everything else.</summary>
    public ResolvedObject? Thing { get; init; }
}

/// <summary>What a command may use while it is carried out; made by <see cref="CommandRunner"/> only.</summary>
public sealed class CommandContext
{
    /// <summary>Who acts.</summary>
    public required Actor Actor { get; init; }

    /// <summary>On which engine.</summary>
    public required DockerEnvironment Environment { get; init; }

    /// <summary>The command's targets in the order of its demands.</summary>
    public required IReadOnlyList<AuthorisedTarget> Targets { get; init; }

    /// <summary>The user's terminal, for interactive commands; null when there is none.</summary>
    public ITerminal? Terminal { get; init; }

    /// <summary>The container that the command has made to run in; null before, and for those that make none.</summary>
    public ResolvedContainer? Entered { get; internal set; }

    /// <summary>What takes down the output where there is no terminal; null when nothing does.</summary>
    public IOutputRecord? Record { get; internal set; }

    /// <summary>The user's side of archives.</summary>
    public CommandFiles Files { get; init; } = CommandFiles.None;

    /// <summary>Who looks on while an image is moved or built; null is nobody.</summary>
    public IProgress<LayerProgress>? Progress { get; init; }

    /// <summary>What may not be ended.</summary>
    internal IProtections Protections { get; init; } = null!;

    /// <summary>The hosts that it contacts, and the accounts that are for them.</summary>
    internal HostContacts Hosts { get; init; } = null!;

    /// <summary>Accounts at registries, to keep and take away.</summary>
    internal IRegistryAccounts Registries { get; init; } = null!;

    /// <summary>What fetches the contexts of builds.</summary>
    internal IRemoteContexts Remotes { get; init; } = null!;

    /// <summary>What may be created.</summary>
    internal ICreationPolicy Policy { get; init; } = null!;

    /// <summary>What finds things that are no containers.</summary>
    internal IReadOnlyList<IObjectReader> Readers { get; init; } = [];

    /// <summary>What finds things of one sort.</summary>
    internal IObjectReader Reader(TargetKind kind) => Readers.Single(r => r.Kind == kind);

    /// <summary>What is known to be secret: values that the command was given, and those of the containers that it is about.</summary>
    internal KnownSecrets Secrets { get; init; } = KnownSecrets.None;

    /// <summary>Which processes of ours run.</summary>
    internal IExecJournal Execs { get; init; } = null!;

    /// <summary>Whether <paramref name="right"/> is held on something with these labels; without the right to view, it does not exist.</summary>
    internal bool May(Right right, IDictionary<string, string>? labels) =>
        Actor.RightsOn(Environment.Name, (labels ?? new Dictionary<string, string>()).AsReadOnly()).HasFlag(right | Right.View);

    /// <summary>Asks the policy about a new volume or network.</summary>
    /// <param name="what">"a volume", "a network".</param>
    /// <param name="labels">Its labels.</param>
    /// <param name="reaches">By what it would reach out of the engine's own folders and bridges, in words.</param>
    /// <exception cref="EngineErrorException">Refused.</exception>
    internal PolicyVerdict JudgeNew(string what, IReadOnlyDictionary<string, string> labels, IReadOnlyList<string> reaches) =>
        Require(Policy.Judge(Actor, Environment, what, labels, reaches));

    /// <summary>Asks the policy about the labels of a new image.</summary>
    /// <exception cref="EngineErrorException">Refused.</exception>
    internal PolicyVerdict JudgeImage(IReadOnlyDictionary<string, string> labels) => Require(Policy.JudgeImage(Actor, Environment, labels));

    private PolicyVerdict Require(PolicyVerdict verdict) => verdict.IsRefused
        ? throw new EngineErrorException(new EngineError(EngineErrorKind.Refused, $"{Actor.UserName} may not create this: {string.Join("; ", verdict.Violations)}."))
        : verdict;

    /// <summary>The engine.</summary>
    internal EngineConnection Connection { get; init; } = null!;
}
