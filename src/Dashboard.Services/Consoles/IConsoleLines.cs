using Dashboard.Services.Access;
using Dashboard.Services.Budgets;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Consoles;

/// <summary>Reads typed lines for somebody: substitutions are carried out under their rights, and mistakes get a guess at what was meant.</summary>
public interface IConsoleLines
{
    /// <summary>Reads one line of a <see cref="TypedScript"/>.</summary>
    Task<ReadLine> ReadAsync(Actor actor, DockerEnvironment environment, TypedLine line, CancellationToken cancellationToken);

    /// <summary>What may have been meant by a line that failed because it names what is not there; null when nothing is near.</summary>
    Task<string?> MeantAsync(Actor actor, DockerEnvironment environment, TypedLine line, CommandResult result, CancellationToken cancellationToken);
}

/// <inheritdoc cref="IConsoleLines"/>
internal sealed class ConsoleLines(ICommandRunner runner, ILiveNames names) : IConsoleLines
{
    // What lists give to a line: ids of far more containers than an engine has.
    private static readonly WorkLimits _limits = new(long.MaxValue, 16 * 1024 * 1024, TimeSpan.MaxValue);

    // Names that a line may miss, and how long they are, for a guess to be worth its while.
    private const int MostMissing = 20;
    private const int LongestMissing = 255;

    public async Task<ReadLine> ReadAsync(Actor actor, DockerEnvironment environment, TypedLine line, CancellationToken cancellationToken)
    {
        try
        {
            var (words, failure) = await ExpandAsync(actor, environment, line, cancellationToken);
            if (failure is not null)
            {
                return new ReadLine { Answer = failure };
            }

            var command = CommandLine.Parse(words);
            return new ReadLine { Command = command, View = LineViews.Of(command) };
        }
        catch (BudgetExceededException e)
        {
            return new ReadLine { Answer = new CommandLineException(e.Message).ToResult() };
        }
        catch (CommandLineException e)
        {
            var meant = e.Unknown is { } unknown && NearestName.To(unknown, e.Known) is { } near ? line.Text.Replace(unknown, near, StringComparison.Ordinal) : null;
            return new ReadLine { Answer = e.ToResult(), Meant = meant };
        }
    }

    public async Task<string?> MeantAsync(
        Actor actor, DockerEnvironment environment, TypedLine line, CommandResult result, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(result);
        var missing = result.Targets.Where(t => t.Error is { Kind: EngineErrorKind.NotFound }).Select(t => t.Target.Value).Where(n => n.Length is > 0 and <= LongestMissing).ToList();
        if (missing.Count is 0 or > MostMissing)
        {
            return null;
        }

        var known = (await names.ListAsync(actor, environment, LiveNameKinds.All, part: "", cancellationToken)).Select(n => n.Text).ToList();
        var meant = missing.Aggregate(line.Text, (text, name) => NearestName.To(name, known) is { } near ? text.Replace(name, near, StringComparison.Ordinal) : text);
        return meant == line.Text ? null : meant;
    }

    private async Task<(IReadOnlyList<string> Words, CommandResult? Failure)> ExpandAsync(
        Actor actor, DockerEnvironment environment, TypedLine line, CancellationToken cancellationToken)
    {
        List<string> words = [];
        var budget = new WorkBudget("what the lists of this line give", _limits, cancellationToken);
        foreach (var word in line.Words)
        {
            // What stands in quotes is one word; what does not is as many as the list has, and none when it is empty.
            List<string> made = [""];
            var isAny = word.Parts.Count == 0;
            foreach (var part in word.Parts)
            {
                if (part.Substitution is null)
                {
                    made[^1] += part.Text;
                    isAny = true;
                    continue;
                }

                var (output, failure) = await SubstituteAsync(actor, environment, part.Substitution, cancellationToken);
                if (failure is not null)
                {
                    return ([], failure);
                }

                // A word is an object besides its letters.
                budget.Make(16L * output.Length);
                var fields = part.IsQuoted ? [output.TrimEnd('\n')] : output.Split((char[])[' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
                if (fields.Length > 0)
                {
                    made[^1] += fields[0];
                    made.AddRange(fields[1..]);
                }

                isAny |= part.IsQuoted || fields.Length > 0;
            }

            words.AddRange(isAny ? made : []);
        }

        return (words, null);
    }

    private async Task<(string Output, CommandResult? Failure)> SubstituteAsync(
        Actor actor, DockerEnvironment environment, TypedLine line, CancellationToken cancellationToken)
    {
        DockerCommand command;
        try
        {
            command = CommandLine.Parse([.. line.Words.Select(w => string.Concat(w.Parts.Select(p => p.Text)))]);
        }
        catch (CommandLineException e)
        {
            throw new CommandLineException($"$({line.Text}): {e.Message.Split('\n')[0]}; only what lists ids can stand there, such as $(docker ps -aq)");
        }

        if (!command.ListsNames)
        {
            throw new CommandLineException($"$({line.Text}): only what lists ids can stand there, such as $(docker ps -aq)");
        }

        var result = await runner.RunAsync(actor, environment, command, terminal: null, cancellationToken);
        return result.ExitCode == 0 ? (result.Stdout, null) : ("", result);
    }
}
