namespace Dashboard.Services.Commands;

/// <summary>Labels as they may leave: values that look secret are masked, and what one gives away is masked in the others too.</summary>
public static class MaskedLabels
{
    /// <summary><paramref name="labels"/>, masked.</summary>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<KeyValuePair<string, string>>? labels)
    {
        List<string> found = [];
        var masked = (labels ?? []).ToDictionary(l => l.Key, l => SecretWords.MaskValue(l.Key, l.Value, found.Add), StringComparer.Ordinal);
        return found.Count == 0 || KnownSecrets.Of(found) is not { IsEmpty: false } secrets ? masked : masked.ToDictionary(l => l.Key, l => secrets.Mask(l.Value), StringComparer.Ordinal);
    }

    /// <summary>What is secret in <paramref name="labels"/>, to be masked wherever it recurs.</summary>
    /// <param name="labels">Labels of a thing.</param>
    /// <param name="names">What everybody knows the thing by.</param>
    internal static KnownSecrets SecretsOf(IEnumerable<KeyValuePair<string, string>>? labels, Func<IEnumerable<string>> names)
    {
        List<string> found = [];
        foreach (var (label, value) in labels ?? [])
        {
            SecretWords.MaskValue(label, value, found.Add);
        }

        return found.Count == 0 ? KnownSecrets.None : KnownSecrets.Of(found, names());
    }
}
