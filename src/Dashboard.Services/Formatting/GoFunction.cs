namespace Dashboard.Services.Formatting;

/// <summary>A function of templates.</summary>
/// <param name="Fewest">Arguments at least.</param>
/// <param name="Most">Arguments at most.</param>
/// <param name="Call">Carries it out.</param>
internal sealed record GoFunction(int Fewest, int Most, Func<object?[], object?> Call)
{
    /// <summary>How many times as long as its arguments what it makes may be; 0 where it makes nothing.</summary>
    public int Growth { get; init; }

    /// <summary>Whether it prints what is in lists and maps, too.</summary>
    public bool IsDeep { get; init; }
}

/// <summary>An argument that a function can't take.</summary>
/// <param name="message">What is wrong with it.</param>
internal class GoArgumentException(string message) : Exception(message);

/// <summary>An argument of another type than a function takes, which Go finds before it calls.</summary>
/// <param name="expected">Go's name of the type.</param>
/// <param name="value">The argument.</param>
internal sealed class GoTypeException(string expected, object? value)
    : GoArgumentException($"wrong type for value; expected {expected}; got {GoValues.TypeName(value)}")
{
    public string Expected { get; } = expected;

    public object? Value { get; } = value;
}
