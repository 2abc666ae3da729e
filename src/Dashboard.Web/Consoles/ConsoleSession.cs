using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Consoles;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;
using Dashboard.Services.Images.Builds;
using Dashboard.Services.Images.Builds.Runs;
using Dashboard.Services.Logs;
using Dashboard.Services.Terminals;
using Dashboard.Web.Images;

namespace Dashboard.Web.Consoles;

/// <summary>One person's console in one browser tab: its lines and what came of them, the same on the page and in the palette.</summary>
public sealed class ConsoleSession(
    ICommandRunner runner, IBuilds builds, IConsoleLines lines, IConsoleHistory history, IContainerQueries containers, ITerminals terminals, TimeProvider time) : IDisposable
{
    private const int MostEntries = 100;
    private const int TerminalColumns = 100;
    private const int TerminalRows = 24;

    private readonly List<ConsoleEntry> _entries = [];
    private readonly CancellationTokenSource _gone = new();
    private CancellationTokenSource? _running;
    private int _number;

    /// <summary>Raised after something changed, on any thread.</summary>
    public event Action? Changed;

    /// <summary>The lines, oldest first; the oldest are forgotten beyond a hundred.</summary>
    public IReadOnlyList<ConsoleEntry> Entries => _entries;

    /// <summary>Whether a line runs, so that the next has to wait.</summary>
    public bool IsBusy => _running is not null;

    /// <summary>Runs what was typed or pasted, one line after the other, until one is cancelled. While others run, nothing.</summary>
    public async Task RunAsync(Actor actor, DockerEnvironment environment, string text)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(environment);
        if (IsBusy || _gone.IsCancellationRequested)
        {
            return;
        }

        using var running = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token);
        _running = running;
        try
        {
            foreach (var line in Read(environment, text))
            {
                await RunAsync(actor, environment, line, running.Token);
                if (running.IsCancellationRequested)
                {
                    break;
                }
            }
        }
        finally
        {
            _running = null;
            Changed?.Invoke();
        }
    }

    /// <summary>Stops the line that runs, and those that wait behind it.</summary>
    public void Cancel() => _running?.Cancel();

    /// <summary>Takes away what has ended.</summary>
    public void Clear()
    {
        _entries.RemoveAll(e => !e.IsRunning);
        Changed?.Invoke();
    }

    /// <summary>Takes one entry away, with its view.</summary>
    public void Close(ConsoleEntry entry)
    {
        _entries.Remove(entry);
        Changed?.Invoke();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    // A text with something wrong in it is not run at all, not even the lines before.
    private IReadOnlyList<TypedLine> Read(DockerEnvironment environment, string text)
    {
        try
        {
            return TypedScript.Read(text);
        }
        catch (CommandLineException e)
        {
            Add(text.Trim(), environment).Result = e.ToResult();
            return [];
        }
    }

    private ConsoleEntry Add(string line, DockerEnvironment environment)
    {
        var entry = new ConsoleEntry(++_number, line, environment.Name.Value);
        _entries.Add(entry);
        if (_entries.Count > MostEntries)
        {
            _entries.RemoveAt(0);
        }

        Changed?.Invoke();
        return entry;
    }

    private async Task RunAsync(Actor actor, DockerEnvironment environment, TypedLine line, CancellationToken cancellationToken)
    {
        var entry = Add(line.Text, environment);
        try
        {
            await history.AddAsync(actor, environment, line, cancellationToken);
            var read = await lines.ReadAsync(actor, environment, line, cancellationToken);
            (entry.Command, entry.View, entry.Meant) = (read.Command, read.View, read.Meant);
            entry.Result = read.Command is null ? read.Answer : await CarryOutAsync(actor, environment, entry, read.Command, cancellationToken);
            if (entry is { Meant: null, Result: { ExitCode: not 0 } failed })
            {
                entry.Meant = await lines.MeantAsync(actor, environment, line, failed, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            entry.IsCancelled = true;
        }
        catch (EngineErrorException e)
        {
            entry.Result = CommandResult.Failure(e.Error);
        }

        entry.Pull = null;
        Changed?.Invoke();
    }

    private async Task<CommandResult?> CarryOutAsync(
        Actor actor, DockerEnvironment environment, ConsoleEntry entry, DockerCommand command, CancellationToken cancellationToken)
    {
        switch (entry.View)
        {
            case LineView.Log:
                // The view asks for the log itself, and for the right to it.
                entry.LogOf = (await containers.InspectAsync(actor, environment, ((ShowLogs)command).Container, cancellationToken)).Summary.Id;
                return null;
            case LineView.Terminal:
                var session = terminals.Open(actor, environment, command, TerminalColumns, TerminalRows);
                // One that is refused has no screen to show.
                if (await Task.WhenAny(session.Begun, session.Completion).WaitAsync(cancellationToken) == session.Completion)
                {
                    return await session.Completion;
                }

                entry.TerminalId = session.Id;
                Changed?.Invoke();
                return await session.Completion.WaitAsync(cancellationToken);
            default:
                var meter = new PullMeter(time, state =>
                {
                    entry.Pull = state;
                    Changed?.Invoke();
                    return Task.CompletedTask;
                });
                return command is BuildImage build
                    ? await builds.RunAsync(actor, environment, build, meter, cancellationToken)
                    : await runner.RunAsync(actor, environment, command, meter, cancellationToken);
        }
    }
}
