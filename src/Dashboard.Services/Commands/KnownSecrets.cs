using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dashboard.Services.Commands;

/// <summary>Set of secret values that are known of one thing or one command; masks them wherever they recur in what is told of it.</summary>
/// <remarks>
/// Values of <see cref="AnywhereFrom"/> characters and more are masked inside of other words too; shorter ones, from
/// <see cref="WordFrom"/> on, only where they stand alone; still shorter ones, numbers of up to five digits and common words (<c>true</c>,
/// <c>postgres</c>) only where their name or form gives them away: else half of a text would be stars. Immutable.
/// </remarks>
internal sealed class KnownSecrets : IEquatable<KnownSecrets>
{
    /// <summary>Length from which a value is masked inside of longer words.</summary>
    public const int AnywhereFrom = 8;

    /// <summary>Length from which a value is masked where it stands alone.</summary>
    public const int WordFrom = 4;

    // More than this many tells of an attempt at our time, not of secrets; longest first, so the weightiest are kept.
    private const int Most = 500;

    private static readonly HashSet<string> _common = new(StringComparer.OrdinalIgnoreCase)
    {
        "true", "false", "none", "null", "nil", "default", "admin", "administrator", "root", "user", "users", "test", "tests", "testing", "password", "passwd", "secret", "secrets", "token", "postgres",
        "postgresql", "mysql", "mariadb", "redis", "mongo", "mongodb", "rabbitmq", "guest", "docker", "container", "localhost", "production", "development", "staging", "debug", "info", "warn",
        "warning", "error", "enabled", "disabled", "required", "optional", "basic", "bearer", "digest", "plain", "native", "local", "bridge", "host", "overlay", "running", "healthy", "unhealthy",
        "sha256", "http", "https", "auto", "always", "never", "linux", "json-file", "demo", "example", "value", "name", "data", "main", "master", "public", "private", "server", "service", "database",
        SecretWords.Masked,
    };

    private readonly string[] _values;
    private readonly SearchValues<string> _any;

    private KnownSecrets(string[] values) => (_values, _any) = (values, SearchValues.Create(values, StringComparison.Ordinal));

    /// <summary>No value.</summary>
    public static KnownSecrets None { get; } = new([]);

    /// <summary>Whether there is none that could recur.</summary>
    public bool IsEmpty => _values.Length == 0;

    /// <summary>Those of <paramref name="values"/> that can be told from ordinary words, in the spellings in which they recur.</summary>
    /// <param name="values">Secret values.</param>
    /// <param name="names">What everybody knows the thing by (name, id, image): masking it would hide the thing itself.</param>
    public static KnownSecrets Of(IEnumerable<string> values, IEnumerable<string>? names = null)
    {
        var known = (names ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var kept = values.Where(v => IsTelling(v.Trim()) && !known.Contains(v.Trim())).SelectMany(Spellings).Where(IsTelling).Distinct().OrderByDescending(v => v.Length).Take(Most).ToArray();
        return kept.Length == 0 ? None : new KnownSecrets(kept);
    }

    /// <summary>These and the others.</summary>
    public KnownSecrets With(KnownSecrets others) =>
        others.IsEmpty ? this : IsEmpty ? others : new KnownSecrets([.. _values.Concat(others._values).Distinct().OrderByDescending(v => v.Length).Take(Most)]);

    /// <summary><paramref name="text"/> with each of them replaced by <see cref="SecretWords.Masked"/>.</summary>
    public string Mask(string text)
    {
        if (IsEmpty || text.AsSpan().IndexOfAny(_any) < 0)
        {
            return text;
        }

        foreach (var value in _values)
        {
            text = value.Length >= AnywhereFrom ? text.Replace(value, SecretWords.Masked, StringComparison.Ordinal) : MaskWord(text, value);
        }

        return text;
    }

    public bool Equals(KnownSecrets? other) => other is not null && _values.AsSpan().SequenceEqual(other._values);

    public override bool Equals(object? obj) => Equals(obj as KnownSecrets);

    public override int GetHashCode() => _values.Length;

    private static string MaskWord(string text, string value)
    {
        var masked = new StringBuilder();
        var copied = 0;
        for (var at = text.IndexOf(value, StringComparison.Ordinal); at >= 0; at = text.IndexOf(value, at + 1, StringComparison.Ordinal))
        {
            var end = at + value.Length;
            if (at >= copied && (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                masked.Append(text, copied, at - copied).Append(SecretWords.Masked);
                copied = end;
            }
        }

        return copied == 0 ? text : masked.Append(text, copied, text.Length - copied).ToString();
    }

    // As it is, in URLs, in JSON, in basic authentication; and a key of many lines line by line.
    private static IEnumerable<string> Spellings(string value)
    {
        var trimmed = value.Trim();
        yield return value;
        yield return trimmed;
        if (trimmed.Length > 16 * 1024)
        {
            yield break;
        }

        yield return Uri.UnescapeDataString(trimmed);
        yield return Escaped(trimmed);
        yield return JavaScriptEncoder.Default.Encode(trimmed);
        yield return JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(trimmed);
        if (trimmed.Length >= AnywhereFrom)
        {
            yield return Convert.ToBase64String(Encoding.UTF8.GetBytes(trimmed));
        }

        if (trimmed.Contains('\n', StringComparison.Ordinal))
        {
            foreach (var line in trimmed.Split('\n', StringSplitOptions.TrimEntries).Where(l => l.Length >= 16 && !l.StartsWith("-----", StringComparison.Ordinal)))
            {
                yield return line;
            }
        }
    }

    // Half of a surrogate pair can't be put in a URL.
    private static string Escaped(string value) => value.Any(char.IsSurrogate) ? value : Uri.EscapeDataString(value);

    private static bool IsTelling(string value) =>
        value.Length >= WordFrom && !_common.Contains(value) && !(value.Length <= 5 && value.All(char.IsAsciiDigit)) && value.Distinct().Skip(1).Any();
}
