namespace Dashboard.Services.Commands;

/// <summary>
/// An option of a command record. <c>bool</c> properties are switches; a nullable or list property that is null or empty was not given.
/// </summary>
/// <param name="name">Long spelling with its dashes, e.g. "--publish".</param>
/// <param name="shorthand">Short spelling, e.g. "-p", or null.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionAttribute(string name, string? shorthand = null) : Attribute
{
    /// <summary>Long spelling with its dashes.</summary>
    public string Name { get; } = name;

    /// <summary>Short spelling with its dash, or null.</summary>
    public string? Shorthand { get; } = shorthand;

    /// <summary>One phrase, as help shows it.</summary>
    public string Help { get; init; } = "";

    /// <summary>Kind of value as help shows it, where it does not follow from the property's type, e.g. "bytes".</summary>
    public string? Type { get; init; }

    /// <summary>First engine API that knows it, e.g. "1.43"; null when all do that we support.</summary>
    public string? Since { get; init; }

    /// <summary>Old long spellings that still parse, e.g. "--time" for <c>docker stop --timeout</c>.</summary>
    public string[] Deprecated { get; init; } = [];
}
