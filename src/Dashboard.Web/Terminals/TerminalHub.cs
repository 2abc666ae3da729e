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
            actor => Task.FromResult(Open(
                actor, environment, () => TerminalCommand.Exec(ResourceName.Parse(container, null), command, user), columns, rows)),
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
            actor => Task.FromResult(Open(actor, environment, () => CommandLine.Parse(line), columns, rows)),
            cancellationToken).WithHubErrors(cancellationToken);

    /// <summary>Looks at an open terminal again, of one's own or of somebody who shares it: first its whole screen, then what comes.</summary>
    /// <param name="id">The session's id, from the first frame of <see cref="Open"/>.</param>
    /// <param name="columns">Width in cells.</param>
    /// <param name="rows">Height in cells.</param>
    /// <param name="cancellationToken">Cancelled by SignalR when the caller goes.</param>
    /// <exception cref="HubException">No such terminal, or one is looked at on this connection already.</exception>
    public IAsyncEnumerable<byte[]> Attach(string id, int columns, int rows, CancellationToken cancellationToken) =>
        ShowAsync(actor => terminals.JoinAsync(actor, id, columns, rows, cancellationToken), cancellationToken).WithHubErrors(cancellationToken);

    /// <summary>Keys or a part of a paste, in order.</summary>
    /// <exception cref="HubException">They may only watch, or the process reads none of it and too much waits already.</exception>
    public void Input(byte[] bytes)
    {
        try
        {
            Look().Viewer.WriteInput(bytes);
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

    /// <summary>Lets others look at the terminal that is looked at, or type into it.</summary>
    /// <param name="with">"nobody", "watch" or "type".</param>
    /// <exception cref="HubException">It is somebody else's, or runs in no container; or there is no such word.</exception>
    public async Task Share(string with)
    {
        try
        {
            var sharing = Enum.GetValues<TerminalSharing>().Where(s => string.Equals(s.ToString(), with, StringComparison.OrdinalIgnoreCase)).Select(s => (TerminalSharing?)s).FirstOrDefault()
                ?? throw new HubException($"\"{with}\" is none of nobody, watch, type.");
            await terminals.ShareAsync(Context.User!.ToActor(), Look().Session, sharing, Context.ConnectionAborted);
        }
        catch (EngineErrorException e)
        {
            throw new HubException(e.Message);
        }
    }

    /// <summary>Ends the terminal that is looked at, and all that it started.</summary>
    /// <exception cref="HubException">It is somebody else's.</exception>
    public Task End()
    {
        var session = Look().Session;
        try
        {
            return terminals.EndAsync(terminals.Find(Context.User!.ToActor(), session.Id), "closed", Context.ConnectionAborted);
        }
        catch (EngineErrorException e)
        {
            throw new HubException(e.Message);
        }
    }

    private async IAsyncEnumerable<byte[]> ShowAsync(
        Func<Actor, Task<TerminalVisit>> join, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Context.Items.ContainsKey(nameof(Look)))
        {
            throw new HubException("A terminal is open on this connection already.");
        }

        using var visit = await join(Context.User!.ToActor());
        Context.Items[nameof(Look)] = visit;
        try
        {
            yield return TerminalFrame.Opened(visit.Session.Id);
            await foreach (var piece in visit.Viewer.ReadAsync(cancellationToken))
            {
                yield return TerminalFrame.Of(piece);
            }

            yield return visit.Viewer.Expelled is { } why ? TerminalFrame.Ended(why) : await EndOfAsync(visit.Session);
        }
        finally
        {
            Context.Items.Remove(nameof(Look));
        }
    }

    private TerminalVisit Open(Actor actor, string environment, Func<DockerCommand> command, int columns, int rows)
    {
        var on = environments.Get(actor, environment);
        return EndWithSignIn(terminals.Open(actor, on, command(), columns, rows)).Visit(columns, rows);
    }

    // A terminal outlives the connection, but not the sign-in or the token that opened it. It looks after rights by itself.
    private TerminalSession EndWithSignIn(TerminalSession session)
    {
        if (Context.User!.ToSessionKey() is { } key)
        {
            var ends = terminals;
            var registration = sessions.Register(
                // Elsewhere: the connections are cut first, and what runs in containers is ended meanwhile.
                key, () => _ = Task.Run(() => ends.EndAsync(session, "the sign-in that opened it has ended", CancellationToken.None)), followsRights: true);
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

    private TerminalVisit Look() => Context.Items.TryGetValue(nameof(Look), out var look) && look is TerminalVisit at
        ? at
        : throw new HubException("No terminal is open on this connection.");
}
