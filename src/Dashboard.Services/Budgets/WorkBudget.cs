using System.Globalization;

namespace Dashboard.Services.Budgets;

/// <summary>
/// Budget of one piece of work that somebody asked for: steps, bytes and time. What computes spends from it as it goes on, before it makes
/// anything large. Used by one thread at a time.
/// </summary>
/// <param name="work">The work as the subject of a sentence, e.g. "the template".</param>
/// <param name="limits">How much it may take.</param>
/// <param name="cancellationToken">Whoever asked has gone.</param>
public sealed class WorkBudget(string work, WorkLimits limits, CancellationToken cancellationToken)
{
    // The clock is read after so many steps; at some tens of nanoseconds each that is a part of a millisecond.
    private const int StepsBetweenLooks = 4096;

    private readonly long _began = TimeProvider.System.GetTimestamp();
    private long _steps;
    private long _bytes;
    private long _nextLook = StepsBetweenLooks;

    /// <summary>Takes steps.</summary>
    /// <exception cref="BudgetExceededException">Too many, or too late.</exception>
    /// <exception cref="OperationCanceledException">Whoever asked has gone.</exception>
    public void Step(long count = 1)
    {
        _steps += count;
        if (_steps > limits.Steps)
        {
            throw new BudgetExceededException($"{work} takes too many steps");
        }

        if (_steps >= _nextLook)
        {
            _nextLook = _steps + StepsBetweenLooks;
            Look();
        }
    }

    /// <summary>Makes bytes, or holds them; a step for each sixteen.</summary>
    /// <exception cref="BudgetExceededException">Too many, or too late.</exception>
    /// <exception cref="OperationCanceledException">Whoever asked has gone.</exception>
    public void Make(long bytes)
    {
        _bytes += bytes;
        if (_bytes > limits.Bytes)
        {
            throw new BudgetExceededException(string.Create(CultureInfo.InvariantCulture, $"{work} makes more than {limits.Bytes / 1048576} MB"));
        }

        Step(1 + (bytes / 16));
    }

    private void Look()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (TimeProvider.System.GetElapsedTime(_began) > limits.Time)
        {
            throw new BudgetExceededException(string.Create(CultureInfo.InvariantCulture, $"{work} takes longer than {limits.Time.TotalSeconds:0.#} s"));
        }
    }
}
