using Dashboard.Services.Commands;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Commands;

/// <summary>What a command printed and ended with.</summary>
internal sealed record Answer(int ExitCode, string Stdout, string Stderr)
{
    public static Answer Of(CliResult result) => new(result.ExitCode, result.Stdout, result.Stderr);

    public static Answer Of(CommandResult result) => new(result.ExitCode, result.Stdout, result.Stderr);
}

/// <summary>Asks the docker CLI and us the same lines.</summary>
internal static class SameAnswers
{
    // "5 seconds ago" may become 6 between the two, for each container of the engine: then both are asked again.
    private const int MostAttempts = 20;

    /// <summary>Fails with all lines that are not answered alike in one of so many attempts.</summary>
    public static async Task AssertAsync(
        IEnumerable<string> lines, Func<string, Task<Answer>> theirs, Func<string, Task<Answer>> ours, int attempts = MostAttempts)
    {
        List<string> differences = [];
        var count = 0;
        foreach (var line in lines)
        {
            count++;
            for (var attempt = 1; ; attempt++)
            {
                var (expected, actual) = (await theirs(line), await ours(line));
                if (expected == actual)
                {
                    break;
                }

                if (attempt == attempts)
                {
                    differences.Add($"{line}\n  expected {expected}\n  but was  {actual}");
                    break;
                }
            }
        }

        Assert.True(count > 0, "There are no lines.");
        Assert.True(differences.Count == 0, $"{differences.Count} of {count} differ:\n{string.Join('\n', differences)}");
    }
}
