using Dashboard.Services.Budgets;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Tests.Budgets;

public sealed class WorkBudgetTests
{
    [Fact]
    public void Step_TooMany_NamesTheWork()
    {
        var budget = new WorkBudget("the sum", new WorkLimits(100, 100, TimeSpan.FromHours(1)), CancellationToken.None);
        budget.Step(100);

        var error = Assert.Throws<BudgetExceededException>(() => budget.Step());

        Assert.Equal((EngineErrorKind.Invalid, "the sum takes too many steps"), (error.Error.Kind, error.Message));
    }

    [Fact]
    public void Make_TooMuch_IsRefusedBeforeItIsMade()
    {
        var budget = new WorkBudget("the sum", new WorkLimits(long.MaxValue, 2 * 1024 * 1024, TimeSpan.FromHours(1)), CancellationToken.None);
        budget.Make(2 * 1024 * 1024);

        Assert.Equal("the sum makes more than 2 MB", Assert.Throws<BudgetExceededException>(() => budget.Make(1)).Message);
    }

    [Fact]
    public void Step_TooLate_SaysHowLong()
    {
        var budget = new WorkBudget("the sum", new WorkLimits(long.MaxValue, 1, TimeSpan.Zero), CancellationToken.None);

        Assert.Equal("the sum takes longer than 0 s", Assert.Throws<BudgetExceededException>(() => budget.Step(100_000)).Message);
    }

    [Fact]
    public void Step_WhoeverAskedHasGone_Ends()
    {
        var budget = new WorkBudget("the sum", new WorkLimits(long.MaxValue, 1, TimeSpan.FromHours(1)), new CancellationToken(canceled: true));

        Assert.Throws<OperationCanceledException>(() => budget.Step(100_000));
    }
}
