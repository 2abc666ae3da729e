using System.Reflection;

namespace Dashboard.Services.Commands;

/// <summary>A command's docker spelling, read once from the attributes of its record.</summary>
public sealed class CommandShape
{
    private readonly Func<DockerCommand> _create;

    internal CommandShape(Type type)
    {
        Type = type;
        Verb = type.GetCustomAttribute<VerbAttribute>()
            ?? throw new InvalidOperationException($"{type} is a DockerCommand without a [Verb].");
        _create = () => (DockerCommand)Activator.CreateInstance(type)!;

        // Properties of base records first, so that the argument of a family of commands is declared once.
        var parameters = Properties(type).SelectMany(p => p.IsDefined(typeof(OptionGroupAttribute))
            ? Properties(p.PropertyType).Where(IsParameter).Select(inner => new ParameterShape(inner, p))
            : IsParameter(p) ? [new ParameterShape(p, group: null)] : []).ToList();
        Options = [.. parameters.Where(p => p.Option is not null)];
        Fields = [.. Options.Select(o => new OptionField(this, o))];
        Arguments = [.. parameters.Where(p => p.Argument is not null).OrderBy(p => p.Argument!.Position)];
    }

    /// <summary>The command record.</summary>
    public Type Type { get; }

    /// <summary>Path, aliases and summary.</summary>
    public VerbAttribute Verb { get; }

    /// <summary>The usage line without "Usage: ", as the docker CLI prints it.</summary>
    public string Usage => $"docker {Verb.Path}{(Options.Count > 0 ? " [OPTIONS]" : "")}{string.Concat(Arguments.Select(ArgumentUsage))}";

    /// <summary>Long spellings of the options, with their dashes.</summary>
    public IEnumerable<string> OptionNames => Options.Select(o => o.Option!.Name);

    /// <summary>The options as a form needs them, in the order of the declaration.</summary>
    public IReadOnlyList<OptionField> Fields { get; }

    internal IReadOnlyList<ParameterShape> Options { get; }

    internal IReadOnlyList<ParameterShape> Arguments { get; }

    internal DockerCommand Create() => _create();

    private static PropertyInfo[] Properties(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance);

    private static bool IsParameter(PropertyInfo property) => property.IsDefined(typeof(OptionAttribute)) || property.IsDefined(typeof(ArgumentAttribute));

    private static string ArgumentUsage(ParameterShape argument)
    {
        var name = argument.Argument!.Name;
        return (argument.IsList, argument.Argument.Optional) switch
        {
            (true, true) => $" [{name}...]",
            (true, false) => $" {name} [{name}...]",
            (false, true) => $" [{name}]",
            (false, false) => $" {name}",
        };
    }
}
