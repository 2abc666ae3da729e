namespace Dashboard.Services.Commands;

/// <summary>
/// A property whose record holds options of the command: <c>docker run</c> has a hundred, <c>docker update</c> shares a dozen of them.
/// The command line knows no groups.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionGroupAttribute : Attribute;
