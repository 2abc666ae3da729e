using System.Security.Cryptography;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Dashboard.Services.Containers;

/// <summary>
/// A process that the engine runs for us in a container. The engine can't end one, and a client that goes away does not end it either: so
/// each carries a mark in its environment, which its children inherit, and a second exec ends whatever carries it.
/// </summary>
internal sealed class ExecProcess : IAsyncDisposable
{
    private const string MarkName = "DASHBOARD_EXEC";

    // With the usual ctrl-p,ctrl-q each Ctrl-P is held back until the next key. There is no "none": so a sequence that no paste holds.
    private const string NeverTyped = "ctrl-_,ctrl-^,ctrl-_,ctrl-],ctrl-_,ctrl-^,ctrl-_,ctrl-],ctrl-_,ctrl-^,ctrl-_,ctrl-]";
    private static readonly TimeSpan CleanUpLimit = TimeSpan.FromSeconds(10);

    // $1 is the mark. Builtins only, no grep and no sed: all that a small image may have is the shell.
    private const string EndMarked = """
        for p in /proc/[0-9]*; do
          while IFS= read -r l || [ -n "$l" ]; do
            case $l in *"$1"*) kill -9 "${p#/proc/}"; break;; esac
          done <"$p/environ"
        done 2>/dev/null
        """;

    private readonly EngineConnection _connection;
    private readonly string _containerId;
    private readonly string _execId;
    private readonly string _mark;
    private readonly MultiplexedStream _stream;
    private bool _ended;

    private ExecProcess(EngineConnection connection, string containerId, string execId, string mark, MultiplexedStream stream)
    {
        (_connection, _containerId, _execId, _mark, _stream) = (connection, containerId, execId, mark, stream);
    }

    private IExecOperations Exec => _connection.Client.Exec;

    public static async Task<ExecProcess> StartAsync(ExecInContainer command, CommandContext context, CancellationToken cancellationToken)
    {
        var containerId = context.Targets[0].Container!.Id;
        var mark = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var created = await context.Connection.Client.Exec.CreateContainerExecAsync(
            containerId,
            new ContainerExecCreateParameters
            {
                Cmd = [.. command.Command],
                User = command.User ?? "",
                WorkingDir = command.WorkingDirectory ?? "",
                TTY = command.Tty,
                AttachStdin = command.Interactive,
                AttachStdout = true,
                AttachStderr = true,
                DetachKeys = NeverTyped,
                Env = [.. command.Env, $"{MarkName}={mark}", .. command.Tty ? ["TERM=xterm-256color"] : Array.Empty<string>()],
            },
            cancellationToken);
        var stream = await context.Connection.Client.Exec.StartContainerExecAsync(
            created.ID, new ContainerExecStartParameters { TTY = command.Tty }, cancellationToken);
        return new ExecProcess(context.Connection, containerId, created.ID, mark, stream);
    }

    /// <summary>Pumps bytes both ways until the process ends.</summary>
    public async Task<CommandResult> RunInTerminalAsync(ITerminal terminal, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _connection.Lost);
        var input = PumpInputAsync(terminal, stop.Token);
        var resizing = PumpDimensionsAsync(terminal, stop.Token);
        try
        {
            var buffer = new byte[32 * 1024];
            MultiplexedStream.ReadResult read;
            while (!(read = await _stream.ReadOutputAsync(buffer, 0, buffer.Length, stop.Token)).EOF)
            {
                await terminal.WriteOutputAsync(buffer.AsMemory(0, read.Count), stop.Token);
            }
        }
        catch (OperationCanceledException) when (_connection.Lost.IsCancellationRequested)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Unreachable, "The engine was lost; what ran in the terminal may still run."));
        }
        finally
        {
            await stop.CancelAsync();
            await input.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await resizing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return new CommandResult(await ExitCodeAsync(cancellationToken), "", "");
    }

    /// <summary>Collects output until the process ends.</summary>
    public async Task<CommandResult> RunToEndAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _connection.Lost);
        var (stdout, stderr) = await _stream.ReadOutputToEndAsync(stop.Token);
        return new CommandResult(await ExitCodeAsync(cancellationToken), stdout, stderr);
    }

    public async ValueTask DisposeAsync()
    {
        // Cancel and await first, dispose then: the other order reads garbage. The pumps have ended by now.
        _stream.Dispose();
        if (!_ended && !_connection.Lost.IsCancellationRequested)
        {
            await EndMarkedAsync();
        }
    }

    private async Task PumpInputAsync(ITerminal terminal, CancellationToken cancellationToken)
    {
        while (await terminal.ReadInputAsync(cancellationToken) is { Length: > 0 } bytes)
        {
            var array = bytes.ToArray();
            await _stream.WriteAsync(array, 0, array.Length, cancellationToken);
        }
    }

    private async Task PumpDimensionsAsync(ITerminal terminal, CancellationToken cancellationToken)
    {
        // A resize before the start blocks 10 s and fails; the size at start needs API 1.42. So: right after.
        var size = terminal.Dimensions;
        while (true)
        {
            await ResizeAsync(size, cancellationToken);
            size = await terminal.NextDimensionsAsync(cancellationToken);
        }
    }

    // The engine refuses while the process has not quite begun, and once it has ended; then nobody needs it.
    private async Task ResizeAsync(TerminalDimensions size, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            try
            {
                await Exec.ResizeExecTtyAsync(_execId, new ContainerResizeParameters { Width = size.Columns, Height = size.Rows }, cancellationToken);
                return;
            }
            catch (DockerApiException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
            }
        }
    }

    // The engine closes the stream a moment before it knows the code.
    private async Task<int> ExitCodeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var state = await Exec.InspectContainerExecAsync(_execId, cancellationToken);
            if (!state.Running)
            {
                _ended = true;
                return (int)(state.ExitCode ?? 0);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), cancellationToken);
        }
    }

    private async Task EndMarkedAsync()
    {
        using var limit = new CancellationTokenSource(CleanUpLimit);
        try
        {
            var cleaner = await Exec.CreateContainerExecAsync(
                _containerId,
                new ContainerExecCreateParameters { Cmd = ["/bin/sh", "-c", EndMarked, "sh", $"{MarkName}={_mark}"], User = "0", AttachStdout = true, AttachStderr = true },
                limit.Token);
            using var stream = await Exec.StartContainerExecAsync(cleaner.ID, new ContainerExecStartParameters(), limit.Token);
            await stream.ReadOutputToEndAsync(limit.Token);
        }
        catch (Exception e) when (e is DockerApiException { StatusCode: System.Net.HttpStatusCode.NotFound or System.Net.HttpStatusCode.Conflict })
        {
            // The container is gone or stopped, and its processes with it.
        }
    }
}
