using System.Globalization;
using System.Text;
using Dashboard.Services.Formatting;

namespace Dashboard.Services.Commands;

/// <summary>Words the results of the prune commands as the docker CLI does, with a note for the audit log on what was removed.</summary>
internal static class PruneOutcome
{
    /// <summary>The question without an answer: the CLI asks, and where its input is at its end it does nothing.</summary>
    public static CommandResult NotConfirmed(string warning) =>
        new(0, $"WARNING! {warning}\nAre you sure you want to continue? [y/N] ", "") { IsNotConfirmed = true };

    /// <summary>What was removed.</summary>
    /// <param name="title">The line above the list, e.g. "Deleted Containers:".</param>
    /// <param name="removed">Lines of the list.</param>
    /// <param name="reclaimed">Bytes of disk; null where the CLI does not tell them.</param>
    public static CommandResult Of(string title, IReadOnlyCollection<string> removed, double? reclaimed)
    {
        var text = new StringBuilder();
        if (removed.Count > 0)
        {
            text.Append(title).Append('\n').AppendJoin('\n', removed).Append("\n\n");
        }

        if (reclaimed is { } bytes)
        {
            text.Append("Total reclaimed space: ").Append(HumanSize.InThousands(bytes)).Append('\n');
        }

        return new CommandResult(0, text.ToString(), "")
        {
            Note = removed.Count == 0 ? "nothing to remove" : string.Create(CultureInfo.InvariantCulture, $"removed {removed.Count}"),
        };
    }
}
