using System.Text.Json;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Dashboard.Services.Containers;

/// <summary>Which of a container's own streams somebody is attached to.</summary>
internal readonly record struct AttachedStreams(bool Stdin, bool Stdout, bool Stderr);

/// <summary>
/// A container's own process with somebody attached: <c>docker run</c> without -d, <c>docker attach</c>, <c>docker start -a</c>. Unlike an exec's,
/// it goes on when they leave.
/// </summary>
internal sealed class AttachedProcess : IAsyncDisposable
{
    private readonly EngineConnection _connection;
    private readonly string _id;
    private readonly MultiplexedStream _stream;
    private readonly Stream _exit;

    private AttachedProcess(EngineConnection connection, string id, MultiplexedStream stream, Stream exit) =>
        (_connection, _id, _stream, _exit) = (connection, id, stream, exit);

    /// <summary>
    /// Attaches, and has the engine tell of the next exit: both before the start, or a short process would be over before anybody listens.
    /// </summary>
    public static async Task<AttachedProcess> AttachAsync(
        EngineConnection connection, string id, AttachedStreams streams, string? detachKeys, bool isRemoved, CancellationToken cancellationToken)
    {
        var stream = await connection.Client.Containers.AttachContainerAsync(
            id,
            new ContainerAttachParameters { Stream = true, Stdin = streams.Stdin, Stdout = streams.Stdout, Stderr = streams.Stderr, DetachKeys = detachKeys },
            cancellationToken);
        try
        {
            var exit = await connection.Http.PostAsync($"/containers/{id}/wait?condition={(isRemoved ? "removed" : "next-exit")}", cancellationToken);
            return new AttachedProcess(connection, id, stream, exit);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Carries bytes until the process ends or the user detaches; without a terminal, collects what it writes.</summary>
    public async Task<CommandResult> RunAsync(ITerminal? terminal, IOutputRecord? record, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _connection.Lost);
        var output = new CapturedOutput();
        if (terminal is null)
        {
            await output.ReadAsync(_stream, record, stop.Token);
        }
        else
        {
            await new TerminalPump(terminal: terminal, stream: new FramedTerminal(_stream), resize: ResizeAsync, lost: _connection.Lost).RunAsync(cancellationToken);
        }

        return await IsDetachedAsync(stop.Token)
            ? new CommandResult(0, output.Stdout, output.Stderr + "read escape sequence\n")
            : new CommandResult(await ExitCodeAsync(stop.Token), output.Stdout, output.Stderr);
    }

    public async ValueTask DisposeAsync()
    {
        _stream.Dispose();
        await _exit.DisposeAsync();
    }

    private Task ResizeAsync(ContainerResizeParameters size, CancellationToken cancellationToken) =>
        _connection.Client.Containers.ResizeContainerTtyAsync(_id, size, cancellationToken);

    // The engine closes the stream both when the process ends and when the detach keys come; only then it still runs.
    private async Task<bool> IsDetachedAsync(CancellationToken cancellationToken)
    {
        try
        {
            var state = (await _connection.Client.Containers.InspectContainerAsync(_id, cancellationToken)).State;
            return state is { Running: true, Restarting: false } && !await HasExitedAsync(cancellationToken);
        }
        catch (DockerContainerNotFoundException)
        {
            return false;
        }
    }

    // The stream ends a moment before the engine knows that the process did.
    private async Task<bool> HasExitedAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(25), cancellationToken);
            var state = (await _connection.Client.Containers.InspectContainerAsync(_id, cancellationToken)).State;
            if (state is not { Running: true })
            {
                return true;
            }
        }

        return false;
    }

    // {"StatusCode":3,"Error":null}
    private async Task<int> ExitCodeAsync(CancellationToken cancellationToken)
    {
        using var answer = await JsonDocument.ParseAsync(_exit, default, cancellationToken);
        return answer.RootElement.GetProperty("StatusCode").GetInt32();
    }
}
