using System.Security.Cryptography;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Terminals;

/// <summary>Opens terminals in containers, as <c>docker exec -it</c> through the one door.</summary>
public interface ITerminals
{
    /// <summary>
    /// Opens a terminal. An empty <paramref name="command"/> finds a shell by itself. Refusals come as the session's result, not as an
    /// exception. Dispose the session to end the process.
    /// </summary>
    /// <param name="actor">Who.</param>
    /// <param name="environment">On which engine.</param>
    /// <param name="container">In which container.</param>
    /// <param name="command">Program and arguments, or empty.</param>
    /// <param name="user">User inside, or null for the container's.</param>
    /// <param name="columns">Width in cells.</param>
    /// <param name="rows">Height in cells.</param>
    TerminalSession Open(
        Actor actor, DockerEnvironment environment, ResourceName container, IReadOnlyList<string> command, string? user, int columns, int rows);

    /// <summary>
    /// Opens a terminal on any interactive command: <c>docker run -it</c>, <c>docker attach</c>, <c>docker start -ai</c>. Disposing the
    /// session leaves the container running, as closing the docker CLI does.
    /// </summary>
    TerminalSession Open(Actor actor, DockerEnvironment environment, DockerCommand command, int columns, int rows);
}

/// <inheritdoc cref="ITerminals"/>
internal sealed class ContainerTerminals(ICommandRunner runner) : ITerminals
{
    // bash where the image has it, then whatever its sh is. One exec instead of one for each guess.
    private static readonly EquatableList<string> FindShell =
        ["/bin/sh", "-c", "command -v bash >/dev/null 2>&1 && exec bash; command -v zsh >/dev/null 2>&1 && exec zsh; exec sh"];

    public TerminalSession Open(
        Actor actor, DockerEnvironment environment, ResourceName container, IReadOnlyList<string> command, string? user, int columns, int rows)
    {
        var exec = new ExecInContainer
        {
            Container = container,
            Command = command.Count == 0 ? FindShell : EquatableList.From(command),
            User = string.IsNullOrWhiteSpace(user) ? null : user,
            Interactive = true,
            Tty = true,
        };
        return Open(actor, environment, exec, columns, rows);
    }

    public TerminalSession Open(Actor actor, DockerEnvironment environment, DockerCommand command, int columns, int rows)
    {
        var session = new TerminalSession(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), TerminalSession.Clamp(columns, rows));
        session.Start((terminal, stop) => runner.RunAsync(actor, environment, command, terminal, stop));
        return session;
    }
}
