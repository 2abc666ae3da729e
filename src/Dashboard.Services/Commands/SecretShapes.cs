using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Dashboard.Services.Commands;

/// <summary>Masks what has the form of a secret, whatever it is called: keys, tokens, passwords in URLs and in settings, headers, flags.</summary>
internal static partial class SecretShapes
{
    private const int Timeout = 2000;

    // How often each sign of a text may be looked at by a rule on average, and how many signs in any case.
    private const int MostLooks = 32;
    private const int LeastLooks = 100_000;

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly string[] _tokenBeginnings =
    [
        "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "gldt-", "glrt-", "glrtr-", "glptt-", "glcbt-", "gloas-", "glsoat-", "glft-", "glimt-", "glagent-", "glffct-", "glsa_", "xox", "xapp-",
        "AKIA", "ASIA", "sk-", "k_live_", "k_test_", "whsec_", "npm_", "pypi-", "dckr_", "_v1_", "hf_", "SG.", "AIza", "ya29.", "hvs.", "hvb.", "hvr.", "shpat_", "shpca_", "shppa_", "shpss_", "dapi", "lin_api_",
        "tskey-", "ATATT3", "SWMTKN-1-", "AGE-SECRET-KEY-1", "rubygems_", "eyJ",
    ];

    private static readonly HashSet<string> _signatures = new(StringComparer.OrdinalIgnoreCase) { "sig", "signature", "x-amz-signature", "x-amz-credential", "x-goog-signature" };

    // "invalid key: name" is prose, and a header of authorization has a rule of its own.
    private static readonly HashSet<string> _loose = new(StringComparer.OrdinalIgnoreCase) { "key", "keys", "auth", "pass", "pin", "cookie", "salt", "authorization", "proxy-authorization" };

    private static readonly HashSet<string> _words = new(StringComparer.OrdinalIgnoreCase)
    {
        "not", "no", "is", "must", "missing", "invalid", "required", "empty", "unset", "null", "true", "false", "none", "expired", "unauthorized", "{", "[", "|", ">",
    };

    // In this order: what is whole first, its parts later.
    private static readonly Rule[] _rules =
    [
        new(PrivateKey(), ["-----BEGIN "]),
        new(Token(), _tokenBeginnings),
        new(UrlPassword(), ["://"]),
        new(UrlToken(), ["://"]),
        new(WebHook(), ["hooks.slack.com/", "/api/webhooks/", ".webhook.office.com/", "api.telegram.org/"]),
        new(DataSource(), ["@"]),
        new(HostLogin(), ["@"], m => !m.Groups["user"].ValueSpan.Equals("mailto", StringComparison.OrdinalIgnoreCase)),
        new(Authorization(), ["uthorization", "UTHORIZATION"]),
        new(Bearer(), ["earer ", "EARER "]),
        new(BasicLogin(), ["asic ", "ASIC "]),
        new(SqlPassword(), ["PASSWORD ", "password ", "Password ", " BY ", " by "]),
        new(HeaderFlag(), ["-H", "--header"], m => SecretNames.LooksSecret(m.Groups["name"].Value)),
        new(HeaderWord(), [":"], m => SecretNames.LooksSecret(m.Groups["name"].Value)),
        new(Query(), ["?", "&"], m => SecretNames.LooksSecret(m.Groups["name"].Value) || _signatures.Contains(m.Groups["name"].Value)),
        new(Assignment(), ["="], m => SecretNames.LooksSecret(m.Groups["name"].Value) && !IsReference(m)),
        new(EscapedPair(), ["\\\""], m => SecretNames.LooksSecret(m.Groups["name"].Value)),
        new(QuotedPair(), [":"], m => SecretNames.LooksSecret(m.Groups["name"].Value) && !IsReference(m) && !IsProse(m)),
        new(BarePair(), [":"], m => SecretNames.LooksSecret(m.Groups["name"].Value) && !_loose.Contains(m.Groups["name"].Value) && !_words.Contains(m.Groups["secret"].Value)),
        new(LongFlag(), ["-"], m => SecretNames.LooksSecret(m.Groups["name"].Value) && !IsReference(m)),
        new(PassPhrase(), ["pass:"]),
    ];

    /// <summary><paramref name="text"/>, masked; each value that was found is told to <paramref name="found"/>.</summary>
    /// <exception cref="RegexMatchTimeoutException">The text is made to take for ever.</exception>
    public static string Mask(string text, Action<string>? found)
    {
        // No rule has a sign less than these, and no secret is shorter.
        if (text.Length < 4)
        {
            return text;
        }

        text = MaskSettings(text, found);
        foreach (var rule in _rules)
        {
            text = rule.Apply(text, found);
        }

        return text.AsSpan().ContainsAny(' ', '\t') ? MaskFlags(text, found) : text;
    }

    // What is settings from its beginning to its end: a value goes as far as the next semicolon, over spaces.
    private static string MaskSettings(string text, Action<string>? found)
    {
        if (!text.Contains(';', StringComparison.Ordinal))
        {
            return text;
        }

        var masked = new StringBuilder();
        var settings = 0;
        for (var at = 0; at < text.Length && !string.IsNullOrWhiteSpace(text[at..Math.Min(text.Length, at + 16)]);)
        {
            var match = Setting().Match(text, at);
            var next = at + match.Length;
            if (!match.Success || (next < text.Length && text[next] != ';'))
            {
                return text;
            }

            settings++;
            var before = match.Groups["before"].Value;
            var value = text[(at + before.Length)..next];
            var isSecret = value.Length > 0 && SecretNames.LooksSecret(match.Groups["name"].Value);
            masked.Append(before).Append(isSecret ? SecretWords.Hide(value.Trim('"', '\''), found) : value).Append(next < text.Length ? ";" : "");
            at = next + 1;
        }

        return settings > 1 ? masked.ToString() : text;
    }

    private static string MaskFlags(string text, Action<string>? found)
    {
        var masked = new StringBuilder();
        var copied = 0;
        foreach (var (start, length) in SecretFlags.Spans(text).OrderBy(s => s.Start))
        {
            masked.Append(text, copied, start - copied).Append(SecretWords.Hide(text.Substring(start, length), found));
            copied = start + length;
        }

        return copied == 0 ? text : masked.Append(text, copied, text.Length - copied).ToString();
    }

    // failed to compute cache key: "/nosuch" not found
    private static bool IsProse(Match match) =>
        _loose.Contains(match.Groups["name"].Value) && match.Result("$`") is [.., var letter, ' '] && char.IsLetter(letter);

    // A script that names a variable shows nothing. In a single word nobody would put the variable's value in.
    private static bool IsReference(Match match) => Variable().IsMatch(match.Groups["secret"].Value);

    [GeneratedRegex(@"\A(\$[A-Z_][A-Z0-9_]*|\$\{[A-Z_][A-Z0-9_]*\})\z", Options)]
    private static partial Regex Variable();

    [GeneratedRegex(@"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY( BLOCK)?-----(?<secret>.*?)(-----END [A-Z0-9 ]{0,40}PRIVATE KEY( BLOCK)?-----|\z)", Options | RegexOptions.Singleline, Timeout)]
    private static partial Regex PrivateKey();

    [GeneratedRegex("""
        (?<![A-Za-z0-9_\-])(?<secret>
            gh[pousr]_[A-Za-z0-9]{16,} | github_pat_\w{20,} | gl(pat|dt|rt|rtr|ptt|cbt|oas|soat|ft|imt|agent|ffct)-[\w\-]{16,} | glsa_\w{20,}
          | xox[abeoprs]-[\w\-]{8,} | xapp-[\w\-]{8,} | (AKIA|ASIA)[A-Z0-9]{16} | sk-[\w\-]{20,} | [sr]k_(live|test)_\w{10,} | whsec_[\w+/=]{10,}
          | npm_[A-Za-z0-9]{20,} | pypi-[\w\-]{16,} | dckr_(pat|oat)_[\w\-]{16,} | do[opr]_v1_[a-f0-9]{32,} | hf_[A-Za-z0-9]{20,}
          | SG\.[\w\-]{16,}\.[\w\-]{16,} | AIza[\w\-]{30,} | ya29\.[\w\-]{20,} | hv[sbr]\.[\w\-]{20,} | shp(at|ca|pa|ss)_[a-f0-9]{20,} | dapi[a-f0-9]{32}
          | lin_api_\w{20,} | tskey-[\w\-]{10,} | ATATT3[\w\-=]{20,} | SWMTKN-1-[\w\-]{10,} | AGE-SECRET-KEY-1[0-9A-Z]{20,} | rubygems_[a-f0-9]{20,}
          | eyJ[\w\-]{5,}\.[\w\-]{5,}(\.[\w\-]*)* | eyJ[\w\-+/]{24,}={0,2} )
        """, Options | RegexOptions.IgnorePatternWhitespace, Timeout)]
    private static partial Regex Token();

    // RFC 3986 §3.2.1: what follows the first colon of the user information is the password. Programs let it hold further colons and @s.
    [GeneratedRegex("""://(?!\[)[^/\s:@"']*:(?!\d{1,5}([/?#,;\s"']|\z))(?<secret>[^\s@"'<>]+(@[^\s@/?#,;"'<>]+)*)@""", Options, Timeout)]
    private static partial Regex UrlPassword();

    // https://TOKEN@host: a name of people is shorter, or has no digit.
    [GeneratedRegex("""://(?<secret>(?=[^\s/:@]*\d)[^\s/:@"']{16,})@""", Options, Timeout)]
    private static partial Regex UrlToken();

    [GeneratedRegex("""(hooks\.slack\.com/(services|workflows|triggers)/|discord(app)?\.com/api/webhooks/|\.webhook\.office\.com/webhookb2/|api\.telegram\.org/bot)(?<secret>[^\s"'?]+)""", Options, Timeout)]
    private static partial Regex WebHook();

    // Go's MySQL: me:password@tcp(host:3306)/db.
    [GeneratedRegex("""(?<![^\s"'=,;(])[^\s:@/"'=]{0,80}:(?<secret>[^\s"']+)@(tcp|tcp4|tcp6|udp|unix|cloudsql|pipe)\(""", Options, Timeout)]
    private static partial Regex DataSource();

    // me:password@host:5432 and me:password@host/db; name:tag@sha256:… is an image.
    [GeneratedRegex("""(?<![^\s"'=,;(])(?<user>[\w.%+\-]{1,80}):(?<secret>[^\s@/"'*][^\s@/"']*)@(?!sha(256|384|512):)[A-Za-z][\w.\-]*(:\d|/)""", Options, Timeout)]
    private static partial Regex HostLogin();

    [GeneratedRegex("""authorization\\?["']?\s*[:=]\s*\\?["']?((bearer|basic|token|digest|apikey|negotiate|aws4-hmac-sha256)\s+)?(?<secret>[^\s"'\\][^"'\r\n\\]*)""", Options | RegexOptions.IgnoreCase, Timeout)]
    private static partial Regex Authorization();

    // RFC 7617: base64 of "user:password".
    [GeneratedRegex(@"\bbasic\s+(?<secret>(?=[\w+/\-]*((?-i:[0-9+/]|[a-z][A-Z])|=))[\w+/\-]{11,}={0,2})(?![\w+/=\-])", Options | RegexOptions.IgnoreCase, Timeout)]
    private static partial Regex BasicLogin();

    // CREATE USER a WITH PASSWORD 'x', IDENTIFIED WITH mysql_native_password BY 'x'
    [GeneratedRegex(@"\b(password|identified\s+(with\s+\S{1,64}\s+)?by)\s+'(?<secret>[^']+)'", Options | RegexOptions.IgnoreCase, Timeout)]
    private static partial Regex SqlPassword();

    // curl -H X-Api-Key:value
    [GeneratedRegex("""(^|\s)(-H|--header)[= ]?\s*["']?(?<name>[\w\-]+):(?<secret>[^\s"',;}{]{4,})""", Options, Timeout)]
    private static partial Regex HeaderFlag();

    // The same as a word of its own; of names that no image or volume has.
    [GeneratedRegex("""\A["']?(?<name>x-[\w\-]+|api-?key|(private|job)-token):(?<secret>[^\s"',;}{]{4,})""", Options | RegexOptions.IgnoreCase, Timeout)]
    private static partial Regex HeaderWord();

    [GeneratedRegex(@"\bbearer\s+(?<secret>(?=[\w.~+/=\-]*\d)[\w.~+/=\-]{8,})", Options | RegexOptions.IgnoreCase, Timeout)]
    private static partial Regex Bearer();

    [GeneratedRegex("""[?&](?<name>[\w.\-]{1,80})=(?<secret>[^&\s"'#;]+)""", Options, Timeout)]
    private static partial Regex Query();

    // Server=db;User Id=sa;Password=two words;Encrypt=true
    [GeneratedRegex("""\G(?<before>\s*(?<name>[A-Za-z][\w .\-]{0,60})=)("[^"]*"|'[^']*'|[^;]*)""", Options, Timeout)]
    private static partial Regex Setting();

    [GeneratedRegex("""(?<![\w.\-])(?<name>[\w.\-]+)=("(?<secret>([^"\\]|\\.)+)"?|'(?<secret>[^']+)'?|(?<secret>[^\s;&|"']+))""", Options, Timeout)]
    private static partial Regex Assignment();

    [GeneratedRegex("""\\"(?<name>[\w.\-]+)\\"\s*:\s*\\"(?<secret>([^"\\]|\\[^"])+)""", Options, Timeout)]
    private static partial Regex EscapedPair();

    [GeneratedRegex("""(?<![\w.\-])(?<name>[\w.\-]+)["']?\s*:\s*("(?<secret>([^"\\]|\\.)+)"?|'(?<secret>[^']+)'?)""", Options, Timeout)]
    private static partial Regex QuotedPair();

    [GeneratedRegex("""(?<![\w.\-])(?<name>[\w.\-]+)["']?:[ \t]+(?<secret>[^\s"',;}{]+)""", Options, Timeout)]
    private static partial Regex BarePair();

    [GeneratedRegex("""(?<![\w\-])(?<name>--?[A-Za-z][\w\-]+)[ \t]+("(?<secret>([^"\\]|\\.)+)"?|'(?<secret>[^']+)'?|(?<secret>[^\s;&|"']+))""", Options, Timeout)]
    private static partial Regex LongFlag();

    // openssl -passin pass:…
    [GeneratedRegex("""(?<![\w\-])pass:(?<secret>[^\s"']+)""", Options, Timeout)]
    private static partial Regex PassPhrase();

    /// <summary>A form: the group "secret" of each match is masked.</summary>
    /// <param name="form">The form.</param>
    /// <param name="beginnings">What is in every match: most texts have none of it, and are done with at once.</param>
    /// <param name="fits">Judges a match; null takes each.</param>
    private sealed class Rule(Regex form, string[] beginnings, Func<Match, bool>? fits = null)
    {
        private readonly SearchValues<string> _beginnings = SearchValues.Create(beginnings, StringComparison.Ordinal);

        public string Apply(string text, Action<string>? found)
        {
            if (text.AsSpan().IndexOfAny(_beginnings) < 0)
            {
                return text;
            }

            var masked = new StringBuilder();
            var (copied, left) = (0, (MostLooks * (long)text.Length) + LeastLooks);
            for (var match = form.Match(text); match.Success;)
            {
                var secret = match.Groups["secret"];
                var isHidden = secret.Length == 0 || SecretWords.IsHidden(secret.Value);
                var end = match.Index + match.Length;
                if (!isHidden && fits?.Invoke(match) != false)
                {
                    masked.Append(text, copied, secret.Index - copied).Append(SecretWords.Hide(secret.Value, found));
                    copied = secret.Index + secret.Length;
                }
                else if (!isHidden && match.Groups["name"] is { Success: true } name)
                {
                    // What follows an ordinary name may be a secret one: --verbose --password ….
                    end = name.Index + name.Length;
                    left -= match.Length;
                }

                match = left < 0 ? throw new RegexMatchTimeoutException() : form.Match(text, end);
            }

            return copied == 0 ? text : masked.Append(text, copied, text.Length - copied).ToString();
        }
    }
}
