using System.Collections;

namespace Dashboard.Services.Formatting;

/// <summary>
/// Values as templates see them: null (no value), <see cref="bool"/>, <see cref="long"/>, <see cref="double"/>, <see cref="string"/>,
/// <see cref="GoList"/>, <see cref="GoMap"/>, <see cref="IGoObject"/>, <see cref="GoNumber"/> and <see cref="GoNil"/>.
/// </summary>
public static class GoValues
{
    /// <summary>Go's name for the type of <paramref name="value"/>, for errors.</summary>
    public static string TypeName(object? value) => value switch
    {
        null or GoNil => "nil",
        bool => "bool",
        long => "int",
        double => "float64",
        string => "string",
        GoList => "[]interface {}",
        GoMap => "map[string]interface {}",
        IGoObject o => o.TypeName,
        GoNumber => "json.Number",
        _ => value.GetType().Name,
    };

    /// <summary>Whether Go's <c>if</c> takes <paramref name="value"/> for true.</summary>
    public static bool IsTrue(object? value) => value switch
    {
        null or GoNil => false,
        bool b => b,
        long l => l != 0,
        double d => d != 0,
        string s => s.Length > 0,
        GoList l => l.Count > 0,
        GoMap m => m.Count > 0,
        _ => true,
    };
}

/// <summary>A pointer to nothing, which prints as &lt;nil&gt;.</summary>
public sealed class GoNil
{
    /// <summary>The one.</summary>
    public static GoNil Instance { get; } = new();

    private GoNil()
    {
    }
}

/// <summary>A number of decoded JSON as it stands there, which Go treats as text.</summary>
/// <param name="Text">Its digits.</param>
public sealed record GoNumber(string Text);

/// <summary>A slice.</summary>
/// <param name="items">What is in it.</param>
/// <param name="isNil">Whether JSON shows it as null.</param>
public sealed class GoList(IReadOnlyList<object?> items, bool isNil = false) : IReadOnlyList<object?>
{
    /// <summary>Whether JSON shows it as null.</summary>
    public bool IsNil { get; } = isNil;

    /// <inheritdoc/>
    public int Count => items.Count;

    /// <inheritdoc/>
    public object? this[int index] => items[index];

    /// <inheritdoc/>
    public IEnumerator<object?> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A map: a missing key is no error, and its keys come sorted.</summary>
/// <param name="items">Keys and values.</param>
/// <param name="isNil">Whether JSON shows it as null.</param>
public sealed class GoMap(IEnumerable<KeyValuePair<string, object?>> items, bool isNil = false)
{
    private readonly SortedDictionary<string, object?> _items = new(items.ToDictionary(i => i.Key, i => i.Value), StringComparer.Ordinal);

    /// <summary>Whether JSON shows it as null.</summary>
    public bool IsNil { get; } = isNil;

    /// <summary>How many keys.</summary>
    public int Count => _items.Count;

    /// <summary>Keys and values by key, in the order of their bytes.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Items => _items;

    /// <summary>The value under <paramref name="key"/>.</summary>
    public bool TryGet(string key, out object? value) => _items.TryGetValue(key, out value);
}

/// <summary>A struct or an object with methods.</summary>
public interface IGoObject
{
    /// <summary>Go's name for its type, e.g. <c>*formatter.ContainerContext</c>.</summary>
    string TypeName { get; }

    /// <summary>Fields and methods without arguments, in the order in which JSON shows them.</summary>
    IEnumerable<KeyValuePair<string, object?>> Fields { get; }

    /// <summary>The value of a field or of a method without arguments.</summary>
    bool TryGet(string name, out object? value);

    /// <summary>Whether its JSON is made with Go's json.Marshal, which escapes &lt;, &gt; and &amp;.</summary>
    bool EscapesHtml => false;

    /// <summary>What is said of a field that it does not have.</summary>
    string MissingField(string name) => $"can't evaluate field {name} in type {TypeName}";

    /// <summary>Calls a method with arguments; null when there is none of that name.</summary>
    Func<string, object?>? Method(string name) => null;
}
