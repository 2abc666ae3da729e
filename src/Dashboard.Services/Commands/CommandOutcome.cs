using System.Text;

namespace Dashboard.Services.Commands;

/// <summary>Acts on each of a command's targets and words the whole as the docker CLI does: names done on stdout, errors on stderr.</summary>
internal sealed class CommandOutcome(IReadOnlyList<AuthorisedTarget> targets)
{
    // The docker CLI's own limit for stop, kill and rm of many containers.
    private const int MostAtOnce = 50;

    private readonly EngineError?[] _errors = [.. targets.Select(t => t.Error)];

    /// <summary>Carries <paramref name="act"/> out on every target that may be acted on, several at once; one's failure stops no other.</summary>
    public async Task<CommandOutcome> ActAsync(Func<AuthorisedTarget, CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        var allowed = Enumerable.Range(0, targets.Count).Where(i => _errors[i] is null);
        var options = new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(allowed, options, async (i, token) =>
        {
            try
            {
                await act(targets[i], token);
            }
            catch (Exception e) when (EngineErrors.Translate(e) is { } error)
            {
                _errors[i] = error;
            }
        });
        return this;
    }

    /// <summary>The same one after the other, for commands whose output comes in the order of their targets.</summary>
    public async Task<CommandOutcome> ActInOrderAsync(Func<AuthorisedTarget, CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        for (var i = 0; i < targets.Count; i++)
        {
            if (_errors[i] is not null)
            {
                continue;
            }

            try
            {
                await act(targets[i], cancellationToken);
            }
            catch (Exception e) when (EngineErrors.Translate(e) is { } error)
            {
                _errors[i] = error;
            }
        }

        return this;
    }

    /// <summary>The result as the docker CLI words it.</summary>
    /// <param name="summary">Gives a last line for stderr from the names that failed, or "".</param>
    /// <param name="toleratesMissing">A target that does not exist is told but does not count as a failure.</param>
    public CommandResult ToResult(Func<IReadOnlyList<ResourceName>, string> summary, bool toleratesMissing = false)
    {
        var stdout = new StringBuilder();
        var stderr = new StringBuilder();
        List<ResourceName> failed = [];
        for (var i = 0; i < targets.Count; i++)
        {
            if (_errors[i] is not { } error)
            {
                stdout.Append(targets[i].Name.Value).Append('\n');
                continue;
            }

            stderr.Append(error.ToCliText()).Append('\n');
            if (!(toleratesMissing && error.Kind == EngineErrorKind.NotFound))
            {
                failed.Add(targets[i].Name);
            }
        }

        if (failed.Count > 0 && summary(failed) is { Length: > 0 } last)
        {
            stderr.Append(last).Append('\n');
        }

        return new CommandResult(failed.Count > 0 ? 1 : 0, stdout.ToString(), stderr.ToString())
        {
            Targets = [.. targets.Select((t, i) => new TargetResult(t.Name, _errors[i]))],
        };
    }
}
