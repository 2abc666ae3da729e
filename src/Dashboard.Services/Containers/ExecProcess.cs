using System.Security.Cryptography;
using System.Text.Json;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Environments.Spec;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Dashboard.Services.Containers;

/// <summary>
/// A process that the engine runs for us in a container. The engine can't end one, and a client that goes away does not end it either: so
/// each carries a mark in its environment, which its children inherit, and a second exec ends whatever carries it.
/// </summary>
internal sealed class ExecProcess : IAsyncDisposable
{
    // With the usual ctrl-p,ctrl-q each Ctrl-P is held back until the next key. There is no "none": so a sequence that no paste holds.
    private const string NeverTyped = "ctrl-_,ctrl-^,ctrl-_,ctrl-],ctrl-_,ctrl-^,ctrl-_,ctrl-],ctrl-_,ctrl-^,ctrl-_,ctrl-]";

    private readonly EngineConnection _connection;
    private readonly string _containerId;
    private readonly string _execId;
    private readonly string _mark;
    private readonly MultiplexedStream? _framed;
    private readonly ITerminalStream _stream;
    private readonly IExecJournal _journal;
    private bool _ended;

    private ExecProcess(EngineConnection connection, string containerId, string execId, string mark, MultiplexedStream? framed, ITerminalStream stream, IExecJournal journal)
    {
        (_connection, _containerId, _execId, _mark, _framed, _stream, _journal) = (connection, containerId, execId, mark, framed, stream, journal);
    }

    private IExecOperations Exec => _connection.Client.Exec;

    /// <summary>Starts a process that somebody looks at; ended with its session.</summary>
    public static async Task<ExecProcess> StartAsync(ExecInContainer command, CommandContext context, CancellationToken cancellationToken)
    {
        var mark = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var (containerId, exec, journal) = (context.Targets[0].Container!.Id, context.Connection.Client.Exec, context.Execs);
        journal.Begin(mark, context.Environment.Name, containerId);
        ContainerExecCreateResponse created;
        MultiplexedStream? framed = null;
        ITerminalStream stream;
        try
        {
            created = await exec.CreateContainerExecAsync(
                containerId,
                Parameters(command, [.. command.Env, $"{MarkedProcesses.MarkName}={mark}", .. command.Tty ? ["TERM=xterm-256color"] : Array.Empty<string>()]),
                cancellationToken);
            stream = command.Tty
                ? await OpenTerminalAsync(context.Connection, created.ID, cancellationToken)
                : new FramedTerminal(framed = await exec.StartContainerExecAsync(created.ID, new ContainerExecStartParameters(), cancellationToken));
        }
        catch (DockerApiException)
        {
            journal.End(mark);
            throw;
        }

        return new ExecProcess(context.Connection, containerId, created.ID, mark, framed, stream, journal);
    }

    /// <summary>Starts a process that runs on by itself.</summary>
    public static async Task DetachAsync(ExecInContainer command, CommandContext context, CancellationToken cancellationToken)
    {
        var exec = context.Connection.Client.Exec;
        var parameters = Parameters(command, [.. command.Env]);
        (parameters.AttachStdin, parameters.AttachStdout, parameters.AttachStderr) = (false, false, false);
        var created = await exec.CreateContainerExecAsync(context.Targets[0].Container!.Id, parameters, cancellationToken);
        using var body = EngineHttp.Json(new ExecStart(Detach: true, command.Tty), SpecJson.Default.ExecStart);
        using var answer = await context.Connection.Http.SendAsync(HttpMethod.Post, $"/exec/{created.ID}/start", body, cancellationToken);
    }

    private static async Task<ITerminalStream> OpenTerminalAsync(EngineConnection connection, string execId, CancellationToken cancellationToken) =>
        new TerminalSocket(await EngineUpgrade.OpenAsync(
            connection, $"/exec/{execId}/start", "tcp", [], JsonSerializer.SerializeToUtf8Bytes(new ExecStart(Detach: false, Tty: true), SpecJson.Default.ExecStart), cancellationToken));

    private static ContainerExecCreateParameters Parameters(ExecInContainer command, IList<string> env) => new()
    {
        Cmd = [.. command.Command],
        User = command.User ?? "",
        Privileged = command.Privileged,
        WorkingDir = command.WorkingDirectory ?? "",
        TTY = command.Tty,
        AttachStdin = command.Interactive,
        AttachStdout = true,
        AttachStderr = true,
        DetachKeys = NeverTyped,
        Env = env,
    };

    /// <summary>Pumps bytes both ways until the process ends.</summary>
    public async Task<CommandResult> RunInTerminalAsync(ITerminal terminal, CancellationToken cancellationToken)
    {
        await new TerminalPump(_stream, terminal, (size, token) => Exec.ResizeExecTtyAsync(_execId, size, token), _connection.Lost).RunAsync(cancellationToken);
        return new CommandResult(await ExitCodeAsync(cancellationToken), "", "");
    }

    /// <summary>Collects output until the process ends.</summary>
    public async Task<CommandResult> RunToEndAsync(IOutputRecord? record, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _connection.Lost);
        var output = new CapturedOutput();
        await output.ReadAsync(_framed!, record, stop.Token);
        return new CommandResult(await ExitCodeAsync(cancellationToken), output.Stdout, output.Stderr);
    }

    public async ValueTask DisposeAsync()
    {
        // Cancel and await first, dispose then: the other order reads garbage. The pumps have ended by now.
        _stream.Dispose();
        if (_ended)
        {
            // What it has put into the background goes on, as it does with docker's own CLI.
            _journal.End(_mark);
        }
        else if (!_connection.Lost.IsCancellationRequested)
        {
            await _journal.EndProcessesAsync(_connection, _containerId, _mark, CancellationToken.None);
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
}
