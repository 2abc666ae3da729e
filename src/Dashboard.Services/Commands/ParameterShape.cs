using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Dashboard.Services.Commands;

/// <summary>How one property of a command record is read from words and written back to words.</summary>
internal sealed class ParameterShape
{
    private readonly PropertyInfo _property;
    private readonly PropertyInfo? _group;
    private readonly MethodInfo? _parse;

    /// <param name="property">The property.</param>
    /// <param name="group">The command's property that holds it; null when it is the command's own.</param>
    public ParameterShape(PropertyInfo property, PropertyInfo? group)
    {
        (_property, _group) = (property, group);
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        IsList = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableList<>);
        ElementType = IsList ? type.GetGenericArguments()[0] : type;
        Option = property.GetCustomAttribute<OptionAttribute>();
        Argument = property.GetCustomAttribute<ArgumentAttribute>();
        if (ElementType != typeof(string) && ElementType != typeof(bool))
        {
            _parse = ElementType.GetMethod("Parse", BindingFlags.Public | BindingFlags.Static, [typeof(string), typeof(IFormatProvider)])
                ?? throw new InvalidOperationException($"{property.DeclaringType}.{property.Name}: {ElementType} has no Parse(string, IFormatProvider).");
        }
    }

    public OptionAttribute? Option { get; }

    public ArgumentAttribute? Argument { get; }

    public bool IsList { get; }

    public bool IsSwitch => ElementType == typeof(bool) && !IsList;

    public Type ElementType { get; }

    private bool IsInteger => ElementType == typeof(int) || ElementType == typeof(long);

    /// <summary>The kind of value, in the docker CLI's words; empty for a switch.</summary>
    public string TypeName => Option?.Type ?? (IsSwitch ? "" : IsList ? "list" : IsInteger ? "int" : ElementType == typeof(ushort) ? "uint16" : "string");

    /// <summary>Name of the property that groups it with others; "" when the command itself has it.</summary>
    public string GroupName => _group?.Name ?? "";

    /// <summary>As the docker CLI names the option in errors: "-t, --timeout".</summary>
    public string Spelling => Option is null ? Argument!.Name : Option.Shorthand is null ? Option.Name : $"{Option.Shorthand}, {Option.Name}";

    /// <summary>Sets the property to <paramref name="words"/>: the last of them, or all for a list.</summary>
    public void Set(DockerCommand command, IReadOnlyList<string> words) =>
        _property.SetValue(Holder(command), IsList ? ToList(words) : Convert(words[^1]));

    /// <summary>The words that give the property its value; null when it has the value it has when nothing is given.</summary>
    public IReadOnlyList<string>? Words(DockerCommand command, DockerCommand untouched)
    {
        var value = _property.GetValue(Holder(command));
        return value switch
        {
            _ when Equals(value, _property.GetValue(Holder(untouched))) => null,
            null => null,
            bool b => [b ? "true" : "false"],
            IEnumerable items when IsList => [.. items.Cast<object>().Select(Text)],
            _ => [Text(value)],
        };
    }

    /// <summary>
    /// Gives a copy of a command a group of its own: what <c>with</c> copies shares its groups with the original, which stays as it is.
    /// </summary>
    public void Detach(DockerCommand copy) => _group?.SetValue(copy, Clone(_group.GetValue(copy)!));

    /// <summary>Whether it is a plain text, of which "" is one too.</summary>
    public bool IsText => _property.PropertyType == typeof(string);

    /// <summary>Sets the property to what it is when nothing is given.</summary>
    public void Reset(DockerCommand command, DockerCommand untouched) => _property.SetValue(Holder(command), _property.GetValue(Holder(untouched)));

    // The compiler's own name for what stands behind a record's "with".
    private static object Clone(object record) => record.GetType().GetMethod("<Clone>$")!.Invoke(record, null)!;

    private object Holder(DockerCommand command) => _group is null ? command : _group.GetValue(command)!;

    private static string Text(object value) => System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private object ToList(IReadOnlyList<string> words)
    {
        var items = Array.CreateInstance(ElementType, words.Count);
        for (var i = 0; i < words.Count; i++)
        {
            items.SetValue(Convert(words[i]), i);
        }

        return typeof(EquatableList).GetMethod(nameof(EquatableList.From))!.MakeGenericMethod(ElementType).Invoke(null, [items])!;
    }

    private object Convert(string word)
    {
        if (ElementType == typeof(string))
        {
            return word;
        }

        if (ElementType == typeof(bool))
        {
            return ParseSwitch(word);
        }

        try
        {
            return _parse!.Invoke(null, [word, CultureInfo.InvariantCulture])!;
        }
        catch (TargetInvocationException e) when (e.InnerException is FormatException or OverflowException)
        {
            throw Wrong(word, IsInteger || ElementType == typeof(ushort)
                ? $"strconv.{(IsInteger ? "ParseInt" : "ParseUint")}: parsing \"{word}\": {(e.InnerException is OverflowException ? "value out of range" : "invalid syntax")}"
                : e.InnerException.Message);
        }
    }

    // The spellings of Go's strconv.ParseBool, which the docker CLI reads switches with.
    private bool ParseSwitch(string word) => word switch
    {
        "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
        _ => throw Wrong(word, $"strconv.ParseBool: parsing \"{word}\": invalid syntax"),
    };

    private CommandLineException Wrong(string word, string reason) => Option is null
        ? new CommandLineException(reason, exitCode: 1)
        : new CommandLineException($"invalid argument \"{word}\" for \"{Spelling}\" flag: {reason}");
}
