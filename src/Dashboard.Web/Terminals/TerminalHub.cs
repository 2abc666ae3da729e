using System.Runtime.CompilerServices;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Terminals;
using Dashboard.Web.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Web.Terminals;

/// <summary>Terminals in containers: bytes both ways. One terminal a connection; it ends with it.</summary>
[Authorize]
public sealed class TerminalHub(IEnvironmentRegistry environments, ITerminals terminals) : Hub
{
    /// <summary>Opens a terminal; frames in the format of <see cref="TerminalFrame"/> until the process ends.</summary>
    /// <param name="environment">Name of the environment, e.g. "local".</param>
    /// <param name="container">Name or id.</param>
    /// <param name="command">Program and arguments; empty finds a shell.</param>
    /// <param name="user">User inside; "" is the container's.</param>
    /// <param name="columns">Width in cells.</param>
    /// <param name="rows">Height in cells.</param>
    /// <param name="cancellationToken">Cancelled by SignalR when the caller goes.</param>
    /// <exception cref="HubException">A wrong argument, or a terminal is open on this connection already.</exception>
    public IAsyncEnumerable<byte[]> Open(
        string environment, string container, string[] command, string user, int columns, int rows, CancellationToken cancellationToken) =>
        OpenAsync(environment, container, command, user, columns, rows, cancellationToken).WithHubErrors(cancellationToken);

    /// <summary>Keys or a part of a paste, in order.</summary>
    /// <exception cref="HubException">The process reads none of it and too much waits already.</exception>
    public void Input(byte[] bytes)
    {
        try
        {
            Session().WriteInput(bytes);
        }
        catch (EngineErrorException e)
        {
            throw new HubException(e.Message);
        }
    }

    /// <summary>The terminal has another size now, in cells.</summary>
    public void Resize(int columns, int rows) => Session().Resize(columns, rows);

    /// <summary>The browser has shown <paramref name="bytes"/> more bytes of output.</summary>
    public void Ack(int bytes) => Session().Acknowledge(bytes);

    private async IAsyncEnumerable<byte[]> OpenAsync(
        string environment, string container, string[] command, string user, int columns, int rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Context.Items.ContainsKey(nameof(TerminalSession)))
        {
            throw new HubException("A terminal is open on this connection already.");
        }

        var actor = Context.User!.ToActor();
        await using var session = terminals.Open(
            actor, environments.Get(actor, environment), ResourceName.Parse(container, null), command, user, columns, rows);
        Context.Items[nameof(TerminalSession)] = session;
        try
        {
            yield return TerminalFrame.Opened(session.Id);
            await foreach (var bytes in session.ReadOutputAsync(cancellationToken))
            {
                yield return TerminalFrame.Output(bytes);
            }

            var result = await session.Completion;
            yield return Failure(result) is { } sentence ? TerminalFrame.Error(sentence) : TerminalFrame.Exited(result.ExitCode);
        }
        finally
        {
            Context.Items.Remove(nameof(TerminalSession));
        }
    }

    private static string? Failure(CommandResult result) => result.Error?.Message ?? result.Targets.FirstOrDefault(t => t.Error is not null)?.Error?.Message;

    private TerminalSession Session() => Context.Items.TryGetValue(nameof(TerminalSession), out var session) && session is TerminalSession open
        ? open
        : throw new HubException("No terminal is open on this connection.");
}
