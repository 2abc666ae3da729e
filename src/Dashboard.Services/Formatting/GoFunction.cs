namespace Dashboard.Services.Formatting;

/// <summary>A function of templates, and how many arguments it takes.</summary>
internal sealed record GoFunction(int Fewest, int Most, Func<object?[], object?> Call);

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
