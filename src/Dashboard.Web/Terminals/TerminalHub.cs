using System.Runtime.CompilerServices;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Terminals;
using Dashboard.Web.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Web.Terminals;

/// <summary>Terminals: bytes both ways. A connection looks at one terminal, which lives on when the connection goes.</summary>
[Authorize]
public sealed class TerminalHub(IEnvironmentRegistry environments, ITerminals terminals, ISessionRegistry sessions) : Hub
{
    /// <summary>Opens a terminal in a container and looks at it; frames in the format of <see cref="TerminalFrame"/> until the process ends.</summary>
    /// <param name="environment">Name of the environment, e.g. "local".</param>
    /// <param name="container">Name or id.</param>
    /// <param name="command">Program and arguments; empty finds a shell.</param>
    /// <param name="user">User inside; "" is the container's.</param>
    /// <param name="columns">Width in cells.</param>
    /// <param name="rows">Height in cells.</param>
    /// <param name="cancellationToken">Cancelled by SignalR when the caller goes.</param>
    /// <exception cref="HubException">A wrong argument, too many terminals, or one is looked at on this connection already.</exception>
    public IAsyncEnumerable<byte[]> Open(
        string environment, string container, string[] command, string user, int columns, int rows, CancellationToken cancellationToken) =>
        ShowAsync(
            actor => EndWithSignIn(terminals.Open(
                actor, environments.Get(actor, environment), TerminalCommand.Exec(ResourceName.Parse(container, null), command, user), columns, rows)),
            columns,
            rows,
            cancellationToken).WithHubErrors(cancellationToken);

    /// <summary>Runs a docker line in a terminal and looks at it: <c>docker exec -it</c>, <c>docker run -it</c>, <c>docker attach</c>, or any other.</summary>
    /// <param name="environment">Name of the environment.</param>
    /// <param name="line">As typed, e.g. "docker run -it --rm busybox".</param>
    /// <param name="columns">Width in cells.</param>
    /// <param name="rows">Height in cells.</param>
    /// <param name="cancellationToken">Cancelled by SignalR when the caller goes.</param>
    /// <exception cref="HubException">As for <see cref="Open"/>; the line is wrong, in docker's words.</exception>
    public IAsyncEnumerable<byte[]> OpenLine(string environment, string line, int columns, int rows, CancellationToken cancellationToken) =>
        ShowAsync(
            actor => EndWithSignIn(terminals.Open(actor, environments.Get(actor, environment), CommandLine.Parse(line), columns, rows)),
            columns,
            rows,
            cancellationToken).WithHubErrors(cancellationToken);

    /// <summary>Looks at an open terminal of one's own again: first its whole screen, then what comes.</summary>
    /// <param name="id">The session's id, from the first frame of <see cref="Open"/>.</param>
    /// <param name="columns">Width in cells.</param>
    /// <param name="rows">Height in cells.</param>
    /// <param name="cancellationToken">Cancelled by SignalR when the caller goes.</param>
    /// <exception cref="HubException">No such terminal, or one is looked at on this connection already.</exception>
    public IAsyncEnumerable<byte[]> Attach(string id, int columns, int rows, CancellationToken cancellationToken) =>
        ShowAsync(actor => terminals.Find(actor, id), columns, rows, cancellationToken).WithHubErrors(cancellationToken);

    /// <summary>Keys or a part of a paste, in order.</summary>
    /// <exception cref="HubException">The process reads none of it and too much waits already.</exception>
    public void Input(byte[] bytes)
    {
        try
        {
            Look().Session.WriteInput(bytes);
        }
        catch (EngineErrorException e)
        {
            throw new HubException(e.Message);
        }
    }

    /// <summary>The browser's screen has another size now, in cells.</summary>
    public void Resize(int columns, int rows)
    {
        var look = Look();
        look.Session.Resize(look.Viewer, columns, rows);
    }

    /// <summary>The browser has shown <paramref name="bytes"/> more bytes of output.</summary>
    public void Ack(int bytes) => Look().Viewer.Acknowledge(bytes);

    /// <summary>Ends the terminal that is looked at, and all that it started.</summary>
    public Task End() => terminals.EndAsync(Look().Session, "closed", Context.ConnectionAborted);

    private async IAsyncEnumerable<byte[]> ShowAsync(
        Func<Actor, TerminalSession> get, int columns, int rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Context.Items.ContainsKey(nameof(Look)))
        {
            throw new HubException("A terminal is open on this connection already.");
        }

        var session = get(Context.User!.ToActor());
        using var viewer = session.Attach(columns, rows);
        Context.Items[nameof(Look)] = new LookedAt(session, viewer);
        try
        {
            yield return TerminalFrame.Opened(session.Id);
            await foreach (var piece in viewer.ReadAsync(cancellationToken))
            {
                yield return TerminalFrame.Of(piece);
            }

            yield return await EndOfAsync(session);
        }
        finally
        {
            Context.Items.Remove(nameof(Look));
        }
    }

    // A terminal outlives the connection, but not the sign-in or the token that opened it. It looks after rights by itself.
    private TerminalSession EndWithSignIn(TerminalSession session)
    {
        if (Context.User!.ToSessionKey() is { } key)
        {
            var ends = terminals;
            var registration = sessions.Register(
                key, () => _ = ends.EndAsync(session, "the sign-in that opened it has ended", CancellationToken.None), followsRights: true);
            _ = session.Completion.ContinueWith(_ => registration.Dispose(), TaskScheduler.Default);
        }

        return session;
    }

    private static async Task<byte[]> EndOfAsync(TerminalSession session)
    {
        try
        {
            var result = await session.Completion;
            return Failure(result) is { } sentence ? TerminalFrame.Error(sentence) : TerminalFrame.Exited(result.ExitCode);
        }
        catch (OperationCanceledException)
        {
            return TerminalFrame.Ended(session.EndReason ?? "");
        }
    }

    private static string? Failure(CommandResult result) => result.Error?.Message ?? result.Targets.FirstOrDefault(t => t.Error is not null)?.Error?.Message;

    private LookedAt Look() => Context.Items.TryGetValue(nameof(Look), out var look) && look is LookedAt at
        ? at
        : throw new HubException("No terminal is open on this connection.");

    private sealed record LookedAt(TerminalSession Session, TerminalViewer Viewer);
}
