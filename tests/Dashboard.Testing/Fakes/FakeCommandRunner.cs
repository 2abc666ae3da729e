using System.Collections.Concurrent;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;

namespace Dashboard.Testing;

/// <summary>One command as it came to the one door.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Environment">On which engine.</param>
/// <param name="Command">What.</param>
/// <param name="Terminal">The user's terminal, or null.</param>
public sealed record CommandRun(Actor Actor, DockerEnvironment Environment, DockerCommand Command, ITerminal? Terminal)
{
    /// <summary>The user's side of archives.</summary>
    public CommandFiles Files { get; init; } = CommandFiles.None;

    /// <summary>Who looks on; null is nobody.</summary>
    public IProgress<LayerProgress>? Progress { get; init; }

    /// <summary>As printed, e.g. "docker stop web".</summary>
    public override string ToString() => Command.ToString();
}

/// <summary>The one door with nothing behind it: remembers what came, answers what a test said.</summary>
public sealed class FakeCommandRunner : ICommandRunner
{
    private readonly ConcurrentQueue<CommandRun> _runs = new();
    private Func<CommandRun, CancellationToken, Task<CommandResult>> _answer = Unanswered;

    /// <summary>Everything that was run, in order.</summary>
    public IReadOnlyList<CommandRun> Runs => [.. _runs];

    /// <summary>The same as printed, e.g. "docker stop web".</summary>
    public IReadOnlyList<string> Lines => [.. _runs.Select(run => run.ToString())];

    /// <summary>Every command succeeds, as the docker CLI shows it: the names of its containers on stdout.</summary>
    public void Succeeds() => Answers(run => Done(run.Command));

    /// <summary>Every command succeeds as soon as <paramref name="gate"/> completes.</summary>
    public void SucceedsAfter(Task gate) => Answers(async (run, token) =>
    {
        await gate.WaitAsync(token);
        return Done(run.Command);
    });

    /// <summary>Every command is answered with what <paramref name="answer"/> gives.</summary>
    public void Answers(Func<CommandRun, CommandResult> answer) => Answers((run, _) => Task.FromResult(answer(run)));

    /// <inheritdoc cref="Answers(Func{CommandRun, CommandResult})"/>
    public void Answers(Func<CommandRun, CancellationToken, Task<CommandResult>> answer) => _answer = answer;

    /// <inheritdoc/>
    public Task<CommandResult> RunAsync(
        Actor actor, DockerEnvironment environment, DockerCommand command, ITerminal? terminal, CancellationToken cancellationToken)
    {
        var run = new CommandRun(actor, environment, command, terminal);
        _runs.Enqueue(run);
        return _answer(run, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CommandResult> RunAsync(
        Actor actor, DockerEnvironment environment, DockerCommand command, CommandFiles files, CancellationToken cancellationToken)
    {
        var run = new CommandRun(actor, environment, command, null) { Files = files };
        _runs.Enqueue(run);
        return _answer(run, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CommandResult> RunAsync(
        Actor actor, DockerEnvironment environment, DockerCommand command, IProgress<LayerProgress> progress, CancellationToken cancellationToken)
    {
        var run = new CommandRun(actor, environment, command, null) { Progress = progress };
        _runs.Enqueue(run);
        return _answer(run, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CommandResult> RunAsync(
        Actor actor, DockerEnvironment environment, DockerCommand command, CommandFiles files, IProgress<LayerProgress> progress, CancellationToken cancellationToken)
    {
        var run = new CommandRun(actor, environment, command, null) { Files = files, Progress = progress };
        _runs.Enqueue(run);
        return _answer(run, cancellationToken);
    }

    private static CommandResult Done(DockerCommand command) => command is ContainersCommand { Containers: var names }
        ? new CommandResult(0, string.Concat(names.Select(n => n.Value + "\n")), "") { Targets = [.. names.Select(n => new TargetResult(n, null))] }
        : new CommandResult(0, "", "");

    private static Task<CommandResult> Unanswered(CommandRun run, CancellationToken cancellationToken) => throw new InvalidOperationException(
        $"\"{run}\" was run, and the test has not said what comes of it: call Succeeds() or Answers(…) on the {nameof(FakeCommandRunner)}.");
}
