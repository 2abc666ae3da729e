using System.Text;
using Dashboard.Services.Commands;

namespace Dashboard.Testing;

/// <summary>The process at the far end of a terminal, played by a test: give <see cref="RunAsync"/> to <see cref="FakeCommandRunner"/>.</summary>
public sealed class FakeShell
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _typed = new();
    private readonly TaskCompletionSource<CommandResult> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ITerminal> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _killed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the one door would tell the terminal before the process runs; null for a door that tells nothing.</summary>
    public AdmittedSession? Admission { get; set; }

    /// <summary>The user's terminal, as soon as the process runs.</summary>
    public Task<ITerminal> Started => _started.Task;

    /// <summary>Completes when the process was ended from outside.</summary>
    public Task Killed => _killed.Task;

    /// <summary>What the one door would have written to the audit log besides the outcome.</summary>
    public string? AuditedNote { get; private set; }

    /// <summary>All input so far.</summary>
    public string Typed
    {
        get
        {
            lock (_gate)
            {
                return _typed.ToString();
            }
        }
    }

    /// <summary>The process prints something.</summary>
    public async Task PrintAsync(byte[] bytes, CancellationToken cancellationToken) =>
        await (await Started).WriteOutputAsync(bytes, cancellationToken);

    /// <summary>The process ends by itself.</summary>
    public void Exit(int code) => _exit.TrySetResult(new CommandResult(code, "", ""));

    /// <summary>Runs until <see cref="Exit"/> or until it is cancelled.</summary>
    public async Task<CommandResult> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        var terminal = run.Terminal ?? throw new InvalidOperationException($"\"{run}\" came without a terminal, and a shell needs one.");
        if (Admission is { } admission)
        {
            terminal.Begin(admission);
        }

        _started.TrySetResult(terminal);
        _ = ReadAsync(terminal, cancellationToken);
        CommandResult? result = null;
        try
        {
            return result = await _exit.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _killed.TrySetResult();
            throw;
        }
        finally
        {
            if (Admission is not null)
            {
                terminal.End(result);
            }

            AuditedNote = terminal.Note;
        }
    }

    private async Task ReadAsync(ITerminal terminal, CancellationToken cancellationToken)
    {
        while (await terminal.ReadInputAsync(cancellationToken) is { Length: > 0 } bytes)
        {
            lock (_gate)
            {
                _typed.Append(Encoding.UTF8.GetString(bytes.Span));
            }
        }
    }
}
