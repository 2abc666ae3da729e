using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Terminals;

/// <summary>Terminals on the server: opened through the one door, found again by whoever opened them.</summary>
public interface ITerminals
{
    /// <summary>
    /// Opens a terminal on an interactive command: <c>docker exec -it</c>, <c>docker run -it</c>, <c>docker attach</c>, <c>docker start -ai</c>. An
    /// exec without a command finds a shell by itself. Refusals come as the session's result, not as an exception.
    /// </summary>
    /// <param name="actor">Who.</param>
    /// <param name="environment">On which engine.</param>
    /// <param name="command">What.</param>
    /// <param name="columns">Width in cells.</param>
    /// <param name="rows">Height in cells.</param>
    /// <exception cref="EngineErrorException">Refused: too many are open.</exception>
    TerminalSession Open(Actor actor, DockerEnvironment environment, DockerCommand command, int columns, int rows);

    /// <summary>Finds a terminal of <paramref name="actor"/>'s own again.</summary>
    /// <exception cref="EngineErrorException">NotFound: there is none, it is somebody else's, or its time was over.</exception>
    TerminalSession Find(Actor actor, string id);

    /// <summary>The terminals of <paramref name="actor"/>, oldest first; those whose process has ended stay for a while.</summary>
    IReadOnlyList<TerminalSession> Of(Actor actor);

    /// <summary>Terminals of others that <paramref name="actor"/> may look at, oldest first: they are shared, and the actor could open the same.</summary>
    IReadOnlyList<TerminalSession> SharedWith(Actor actor);

    /// <summary>
    /// Looks at an open terminal: one's own, in this size, or one of somebody who shares it, as it is. The audit log tells of each who joins another's.
    /// </summary>
    /// <param name="actor">Who.</param>
    /// <param name="id">The terminal's id.</param>
    /// <param name="columns">Width in cells.</param>
    /// <param name="rows">Height in cells.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="EngineErrorException">NotFound: there is none, or none for them. AuditUnavailable.</exception>
    Task<TerminalVisit> JoinAsync(Actor actor, string id, int columns, int rows, CancellationToken cancellationToken);

    /// <summary>Lets others look at a terminal of one's own, or type into it, or neither; the audit log tells of it.</summary>
    /// <exception cref="EngineErrorException">NotFound: it is not theirs. Refused: it runs in no container. AuditUnavailable.</exception>
    Task ShareAsync(Actor actor, TerminalSession session, TerminalSharing sharing, CancellationToken cancellationToken);

    /// <summary>Ends a terminal and forgets it.</summary>
    /// <param name="session">Which.</param>
    /// <param name="reason">Why, for the audit log.</param>
    /// <param name="cancellationToken">Ends the wait until nothing runs any more, not what ends it.</param>
    Task EndAsync(TerminalSession session, string reason, CancellationToken cancellationToken);

    /// <summary>A terminal was opened, has ended, is shared or not, or is looked at by more or fewer: the owner's id.</summary>
    event Action<string>? Changed;
}

/// <summary>The command of a terminal in a container.</summary>
public static class TerminalCommand
{
    // bash where the image has it, then whatever its sh is. One exec instead of one for each guess.
    private static readonly EquatableList<string> FindShell =
        ["/bin/sh", "-c", "command -v bash >/dev/null 2>&1 && exec bash; command -v zsh >/dev/null 2>&1 && exec zsh; exec sh"];

    /// <summary>What a process that could not be started is to be told as; null for one that was. The engine prints its reason into the terminal.</summary>
    /// <param name="command">What was to run.</param>
    /// <param name="exitCode">Its exit code: 126 or 127.</param>
    /// <param name="screen">What the terminal shows.</param>
    internal static EngineError? NotStarted(DockerCommand command, int exitCode, string screen)
    {
        if (exitCode is not (126 or 127) || command is not ExecInContainer exec || !screen.TrimStart().StartsWith("OCI runtime exec failed", StringComparison.Ordinal))
        {
            return null;
        }

        return new EngineError(EngineErrorKind.NotFound, exec.Command == FindShell
            ? $"{exec.Container} has no shell: its image has no /bin/sh. A program that the image has can be run by its path instead, and files can be looked at under Files."
            : $"\"{exec.Command[0]}\" can't be run in {exec.Container}: no such file or directory, or it can't be executed.");
    }

    /// <summary><c>docker exec -it</c>; an empty <paramref name="command"/> finds a shell by itself.</summary>
    /// <param name="container">In which container.</param>
    /// <param name="command">Program and arguments, or empty.</param>
    /// <param name="user">User inside, or null for the container's.</param>
    public static ExecInContainer Exec(ResourceName container, IReadOnlyList<string> command, string? user)
    {
        ArgumentNullException.ThrowIfNull(command);
        return new ExecInContainer
        {
            Container = container,
            Command = command.Count == 0 ? FindShell : EquatableList.From(command),
            User = string.IsNullOrWhiteSpace(user) ? null : user,
            Interactive = true,
            Tty = true,
        };
    }
}
