namespace Dashboard.Services.Formatting;

/// <summary>The titles of a table's columns by the fields that they stand for.</summary>
/// <param name="titles">e.g. ("ID", "CONTAINER ID").</param>
public sealed class TableTitles(params IReadOnlyList<(string Field, string Title)> titles) : IGoObject
{
    /// <inheritdoc/>
    public string TypeName => "formatter.SubHeaderContext";

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<string, object?>> Fields => titles.Select(t => KeyValuePair.Create(t.Field, (object?)t.Title));

    /// <inheritdoc/>
    public bool TryGet(string name, out object? value)
    {
        value = titles.FirstOrDefault(t => t.Field == name).Title;
        // A map in Go: what it lacks has no value, and is no error.
        return name != "Label";
    }

    /// <inheritdoc/>
    public Func<string, object?>? Method(string name) =>
        name == "Label" ? label => label.Split('.')[^1].Replace('-', ' ').Replace('_', ' ') : null;
}
