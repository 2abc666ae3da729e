namespace Dashboard.Services.Budgets;

/// <summary>Bounds of a <see cref="WorkBudget"/>.</summary>
/// <param name="Steps">Steps at most; what a step is depends on the work, some tens of nanoseconds.</param>
/// <param name="Bytes">Bytes that may be made at most.</param>
/// <param name="Time">Time at most.</param>
public sealed record WorkLimits(long Steps, long Bytes, TimeSpan Time)
{
    /// <summary>Longest that an answer may be computed; a person waits for it.</summary>
    public static readonly TimeSpan Answer = TimeSpan.FromSeconds(3);
}
