using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Dashboard.Services.Commands;

/// <summary>Judges by its name whether the value of a variable, label, option or header is secret.</summary>
/// <remarks>
/// A name is split into words at signs, digits and changes of case, so that <c>DB_PASS1</c>, <c>db.pass</c> and <c>dbPass</c> are one, and
/// <c>COMPASS</c>, <c>KEYBOARD</c> and <c>PATH</c> are none of them.
/// </remarks>
public static partial class SecretNames
{
    private const int MostKept = 4096;
    private const int LongestKept = 128;

    private static readonly ConcurrentDictionary<string, bool> _judged = new(StringComparer.Ordinal);

    // Each is secret as a word of its own.
    private static readonly HashSet<string> _words = new(StringComparer.Ordinal)
    {
        "PASS", "PASSES", "PWD", "PWDS", "PW", "PASSWORT", "AUTH", "AUTHORIZATION", "AUTHORISATION", "PAT", "PATS", "JWT", "JWTS", "DSN", "DSNS", "BEARER", "COOKIE", "COOKIES", "CREDS", "CRED",
        "SALT", "SALTS", "PEPPER", "MNEMONIC", "CONNSTR", "KEY", "KEYS", "TOKENS", "PIN", "OTP", "WEBHOOK",
        "비밀번호", "암호", "비번", "密码", "密碼", "パスワード", "暗証番号", "ПАРОЛЬ", "KENNWORT", "CONTRASEÑA",
    };

    // These end in "pass" and have nothing to do with passwords.
    private static readonly HashSet<string> _otherPasses = new(StringComparer.Ordinal)
    {
        "COMPASS", "ENCOMPASS", "BYPASS", "TRESPASS", "SURPASS", "OVERPASS", "UNDERPASS", "IMPASSE", "IMPASS", "MULTIPASS", "SINGLEPASS", "LOWPASS", "HIGHPASS", "BANDPASS",
    };

    // A key after one of these opens nothing: it is for everybody, or it names a row, a cache entry or a key on a keyboard.
    private static readonly HashSet<string> _openKeys = new(StringComparer.Ordinal)
    {
        "PUBLIC", "PUB", "PUBLISHABLE", "PRIMARY", "FOREIGN", "SORT", "PARTITION", "ROW", "CACHE", "SANDBOX", "HOT", "SHORTCUT", "INDEX", "OBJECT", "GROUP", "ROUTING", "IDEMPOTENCY", "AUTHORIZED",
        "KNOWN", "TRUSTED", "MAP", "TRANSLATION", "MESSAGE",
    };

    // A name that ends in one of these tells something about a secret, and not the secret.
    private static readonly HashSet<string> _about = new(StringComparer.Ordinal)
    {
        "FILE", "FILES", "FILENAME", "PATH", "PATHS", "DIR", "DIRECTORY", "TTL", "EXPIRY", "EXPIRES", "EXPIRATION", "LIFETIME", "LENGTH", "TIMEOUT", "TYPE", "METHOD", "METHODS", "MODE", "ENABLED",
        "DISABLED", "REQUIRED", "POLICY", "ALGORITHM", "ALG", "ISSUER", "AUDIENCE", "ROTATION", "COUNT", "LIMIT", "MIN", "MAX", "SIZE", "URL", "URI", "ENDPOINT", "HOST", "PORT", "DOMAIN", "SECURE",
        "NAME", "STDIN", "PROVIDER", "BACKEND", "DRIVER", "PLUGIN", "THROUGH", "HEADER", "SAMESITE", "ROUNDS", "ITERATIONS", "SCOPE", "SCOPES", "REALM", "RULE", "ENTRYPOINTS", "MIDDLEWARES", "PRIORITY",
    };

    // Of those, what has a number or a span for its value, and what has a place.
    private static readonly HashSet<string> _measures = new(StringComparer.Ordinal)
    {
        "TTL", "EXPIRY", "EXPIRES", "EXPIRATION", "LIFETIME", "LENGTH", "TIMEOUT", "COUNT", "LIMIT", "MIN", "MAX", "SIZE", "PORT", "ROUNDS", "ITERATIONS", "PRIORITY",
    };

    private static readonly HashSet<string> _places = new(StringComparer.Ordinal) { "FILE", "FILES", "PATH", "PATHS", "DIR", "DIRECTORY", "URL", "URI", "ENDPOINT" };

    // A name that begins so is a switch.
    private static readonly HashSet<string> _switches = new(StringComparer.Ordinal) { "NO", "DISABLE", "ENABLE", "SKIP", "WITHOUT", "REQUIRE", "ALLOW", "HAS", "IS", "USE" };

    private static readonly HashSet<string> _amounts = new(StringComparer.Ordinal) { "MAX", "MIN", "NUM", "TOTAL", "PROMPT", "OUTPUT", "INPUT", "CONTEXT", "COMPLETION" };

    /// <summary>Whether the value of what is called <paramref name="name"/> must be masked.</summary>
    public static bool LooksSecret(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        // The same few names come again with every container of a list.
        if (_judged.TryGetValue(name, out var judged))
        {
            return judged;
        }

        judged = Judge(name);
        if (name.Length <= LongestKept && _judged.Count < MostKept)
        {
            _judged[name] = judged;
        }

        return judged;
    }

    /// <summary>
    /// Whether <paramref name="value"/> of what is called <paramref name="name"/> must be masked. A name that only tells something about a
    /// secret, such as a switch or an amount, is ordinary as long as its value is one.
    /// </summary>
    public static bool LooksSecret(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (LooksSecret(name))
        {
            return true;
        }

        string[] words = [.. Word().Matches(name).Select(m => m.Value.ToUpperInvariant())];
        return words.Length > 1 && value.Length > 0 && IsOfSecrets(words) && !(
            _switches.Contains(words[0]) ? Switch().IsMatch(value)
            : _measures.Contains(words[^1]) ? Amount().IsMatch(value)
            : !_places.Contains(words[^1]) || value.AsSpan().IndexOfAny('/', '.', ':') >= 0 || Switch().IsMatch(value));
    }

    /// <summary>The name in <paramref name="entry"/> ("NAME=value", the value maybe empty) when the value must be masked; null for all others.</summary>
    public static string? OfEntry(string entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.Split('=', 2) is [{ Length: > 0 } name, var value] && LooksSecret(name, value) ? name : null;
    }

    private static bool Judge(string name)
    {
        string[] words = [.. Word().Matches(name).Select(m => m.Value.ToUpperInvariant())];
        if (words.Length == 0 || words is ["PWD"] or ["OLD", "PWD"] or ["OLDPWD"])
        {
            return false;
        }

        // "WEBHOOK_URL" is a secret just because it is an address; a file that holds a secret is none.
        if (words is [.., "WEBHOOK", "URL" or "URI"])
        {
            return true;
        }

        if (words.Length > 1 && (_about.Contains(words[^1]) || _switches.Contains(words[0])) || words is [.., "EMPTY" or "BLANK", "PASSWORD"])
        {
            return false;
        }

        return IsOfSecrets(words);
    }

    private static bool IsOfSecrets(string[] words) =>
        Strong().IsMatch(string.Concat(words)) || words.Where((w, i) => IsSecret(w, i == 0 ? "" : words[i - 1])).Any();

    private static bool IsSecret(string word, string before) => word switch
    {
        "KEY" or "KEYS" => !_openKeys.Contains(before),
        "TOKENS" => !_amounts.Contains(before),
        _ when _words.Contains(word) => true,
        _ => word.EndsWith("SECRET", StringComparison.Ordinal) || word.EndsWith("SECRETS", StringComparison.Ordinal) || word.EndsWith("TOKEN", StringComparison.Ordinal)
            || word.EndsWith("PASS", StringComparison.Ordinal) && !_otherPasses.Contains(word)
            || word.EndsWith("PWD", StringComparison.Ordinal) && word.Length > 3,
    };

    [GeneratedRegex(@"\A(true|false|yes|no|on|off|enabled?|disabled?|none|required|optional|always|never|[0-9])\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Switch();

    // 3600, 15m, 1h30m, 2 days, 99999999999999999999 and dates.
    [GeneratedRegex(@"\A-?[0-9][0-9.,:_TZ+\-]*\s?[a-zA-Z%]{0,12}([0-9]+[a-z]{1,2})*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Amount();

    // XMLHttpKey → XML, Http, Key; DB_PASS1 → DB, PASS; S3KEY → S, KEY.
    [GeneratedRegex(@"\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lo}+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    // In any spelling, as part of a longer word too: PGPASSWORD, accesskey, ConnectionStrings.
    [GeneratedRegex("PASSWORD(?!LESS)|PASSWD|PASSPHRASE|CREDENTIAL|API_?KEY|(PRIVATE|ACCESS|SECRET|MASTER|ACCOUNT|SIGNING|ENCRYPTION|SSH|AUTH|LICENSE|SHARED)KEY|CONNECTIONSTRING|SECRETKEY",
        RegexOptions.CultureInvariant)]
    private static partial Regex Strong();
}
