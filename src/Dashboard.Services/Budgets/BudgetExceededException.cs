using Dashboard.Services.Commands;

namespace Dashboard.Services.Budgets;

/// <summary>The error of somebody whose request takes more work than one may.</summary>
/// <param name="message">What takes too much, and of what.</param>
public sealed class BudgetExceededException(string message) : EngineErrorException(new EngineError(EngineErrorKind.Invalid, message));
