using Dashboard.Services.Commands;

namespace Dashboard.Services.Formatting;

/// <summary>A row of a list as templates see it: fields by name, and the labels that <c>.Label "key"</c> asks for. What looks secret is masked.</summary>
/// <param name="typeName">Go's name for its type, for errors: <c>*formatter.volumeContext</c>.</param>
/// <param name="fields">Its fields in the order of their names, which is that of JSON; each is made when it is asked for.</param>
/// <param name="labels">Its labels; null where rows of the sort have none.</param>
public sealed class GoRow(string typeName, IReadOnlyList<(string Name, Func<object?> Get)> fields, IReadOnlyDictionary<string, string>? labels = null) : IGoObject
{
    private readonly KnownSecrets _secrets = MaskedLabels.SecretsOf(labels, () => fields.Where(f => f.Name is "ID" or "Name").Select(f => f.Get()).OfType<string>());

    /// <inheritdoc/>
    public string TypeName => typeName;

    /// <inheritdoc/>
    public bool EscapesHtml => true;

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<string, object?>> Fields => fields.Select(f => KeyValuePair.Create(f.Name, Shown(f.Get())));

    /// <summary>Labels as the docker CLI lists them: key=value, by key, with commas; values that look secret are masked.</summary>
    public static string LabelText(IEnumerable<KeyValuePair<string, string>>? labels) =>
        string.Join(',', (labels ?? []).OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}={SecretWords.MaskValue(l.Key, l.Value)}"));

    /// <inheritdoc/>
    public bool TryGet(string name, out object? value)
    {
        var found = fields.FirstOrDefault(f => f.Name == name);
        value = Shown(found.Get?.Invoke());
        return found.Get is not null;
    }

    /// <inheritdoc/>
    public Func<string, object?>? Method(string name) => name == "Label" && labels is not null ? label => Shown(SecretWords.MaskValue(label, labels.GetValueOrDefault(label, ""))) : null;

    private object? Shown(object? value) => value is string text ? _secrets.Mask(SecretWords.Mask(text)) : value;
}
