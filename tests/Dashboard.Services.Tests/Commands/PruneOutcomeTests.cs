using Dashboard.Services.Commands;

namespace Dashboard.Services.Tests.Commands;

public sealed class PruneOutcomeTests
{
    [Fact]
    public void Of_Nothing_NotesThatNothingWasRemoved()
    {
        var result = PruneOutcome.Of("Deleted Volumes:", [], 0);

        Assert.Equal(("Total reclaimed space: 0B\n", "nothing to remove"), (result.Stdout, result.Note));
    }

    [Fact]
    public void Of_Some_ListsAndCountsThem()
    {
        var result = PruneOutcome.Of("Deleted Networks:", ["a", "b"], null);

        Assert.Equal(("Deleted Networks:\na\nb\n\n", "removed 2"), (result.Stdout, result.Note));
    }

    [Fact]
    public void NotConfirmed_Asks_AndIsNotOk()
    {
        var result = PruneOutcome.NotConfirmed("This will remove all.");

        Assert.Equal("WARNING! This will remove all.\nAre you sure you want to continue? [y/N] ", result.Stdout);
        Assert.True(result.IsNotConfirmed);
    }
}
