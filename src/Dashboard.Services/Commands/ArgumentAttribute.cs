namespace Dashboard.Services.Commands;

/// <summary>A positional argument of a command record. A list property takes all that is left.</summary>
/// <param name="position">Order among the arguments, from 0.</param>
/// <param name="name">Name as help shows it, e.g. "CONTAINER".</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ArgumentAttribute(int position, string name) : Attribute
{
    /// <summary>Order among the arguments, from 0.</summary>
    public int Position { get; } = position;

    /// <summary>Name as help shows it.</summary>
    public string Name { get; } = name;

    /// <summary>It may be left out (for a list: may be empty).</summary>
    public bool Optional { get; init; }
}
