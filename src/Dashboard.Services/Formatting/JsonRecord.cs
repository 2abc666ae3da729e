using System.Text.Json;

namespace Dashboard.Services.Formatting;

/// <summary>How the JSON of an engine maps to the types that the docker CLI's templates see.</summary>
/// <param name="Maps">Names of fields that are maps, not structs.</param>
/// <param name="Lists">Names of fields that are lists, and null in JSON when empty.</param>
/// <param name="Optional">Names of fields that are left out of JSON when not set, and are a nil pointer then.</param>
/// <param name="GoNames">Go's names of fields where they differ from JSON's.</param>
public sealed record JsonShape(
    IReadOnlySet<string> Maps, IReadOnlySet<string> Lists, IReadOnlySet<string> Optional, IReadOnlyDictionary<string, string> GoNames)
{
    /// <summary>Go's name for the whole, for errors.</summary>
    public string TypeName { get; init; } = "struct";
    /// <summary>Says of an object's field (name of the object, of the field, its value) whether Go's encoder leaves it out; nothing is left out without.</summary>
    public Func<string, string, JsonElement, bool> IsLeftOut { get; init; } = (_, _, _) => false;
}

/// <summary>
/// A JSON object as the docker CLI's own types show it to templates: a struct with Go's names, whose missing fields are errors.
/// </summary>
public sealed class JsonRecord : IGoObject
{
    private readonly JsonElement _element;
    private readonly JsonShape _shape;
    private readonly string _name;

    /// <summary>Of <paramref name="element"/>, an object.</summary>
    public JsonRecord(JsonElement element, JsonShape shape)
        : this(element, shape, "")
    {
    }

    private JsonRecord(JsonElement element, JsonShape shape, string name) => (_element, _shape, _name) = (element, shape, name);

    /// <inheritdoc/>
    public string TypeName => _name.Length == 0 ? _shape.TypeName : "struct";

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<string, object?>> Fields =>
        _element.EnumerateObject().Where(p => !_shape.IsLeftOut(_name, p.Name, p.Value)).Select(p => KeyValuePair.Create(p.Name, Value(p.Name, p.Value)));

    /// <summary>The same as decoded JSON: maps with JSON's names all the way, and numbers as they stand there.</summary>
    public static object? Untyped(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new GoMap(element.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, Untyped(p.Value)))),
        JsonValueKind.Array => new GoList([.. element.EnumerateArray().Select(Untyped)]),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => new GoNumber(element.GetRawText()),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <inheritdoc/>
    public bool TryGet(string name, out object? value)
    {
        var json = _shape.GoNames.GetValueOrDefault(name, name);
        var isGoName = json != name || !_shape.GoNames.Values.Contains(name);
        JsonElement property = default;
        var found = isGoName && _element.TryGetProperty(json, out property);
        value = found ? Value(json, property) : GoNil.Instance;
        return found || _shape.Optional.Contains(name);
    }

    private object? Value(string name, JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object when IsMap(name) => new GoMap(element.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, Value("", p.Value)))),
        JsonValueKind.Object => new JsonRecord(element, _shape, name),
        JsonValueKind.Array => new GoList([.. element.EnumerateArray().Select(item => Value("", item))]),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? (object)whole : element.GetDouble(),
        _ when IsMap(name) => new GoMap([], isNil: true),
        // Only lists and pointers are null in what the engine's types give.
        _ => _shape.Lists.Contains(name) || name.Length == 0 ? new GoList([], isNil: true) : GoNil.Instance,
    };

    // "LogConfig.Config" is one; ".Config" of a container is none.
    private bool IsMap(string name) => _shape.Maps.Contains(name) || _shape.Maps.Contains($"{_name}.{name}");
}
