using System.Buffers;
using System.Text.RegularExpressions;

namespace Dashboard.Services.Commands;

/// <summary>Finds the passwords that well-known programs take by a short flag or by their place: <c>mysql -pX</c>, <c>redis-cli -a X</c>, <c>curl -u me:X</c>.</summary>
internal static partial class SecretFlags
{
    // Scripts in scripts in scripts; deeper ones are nobody's.
    private const int Deepest = 3;

    private static readonly Dictionary<string, Flag[]> _programs = new(StringComparer.Ordinal)
    {
        ["mysql"] = [new("-p", Form.Attached)],
        ["mongo"] = [new("-p", Form.Both)],
        ["sshpass"] = [new("-p", Form.Both)],
        ["redis-cli"] = [new("-a", Form.Both)],
        ["curl"] = [new("-u", Form.Both, ':'), new("--user", Form.Both, ':'), new("-U", Form.Both, ':'), new("--proxy-user", Form.Both, ':')],
        ["ldap"] = [new("-w", Form.Both)],
        ["mosquitto"] = [new("-P", Form.Both)],
        ["sqlcmd"] = [new("-P", Form.Both)],
        ["smbclient"] = [new("-U", Form.Both, '%'), new("--user", Form.Both, '%')],
        ["7z"] = [new("-p", Form.Attached)],
        ["zip"] = [new("-P", Form.Both)],
        ["cqlsh"] = [new("-p", Form.Both)],
        ["login"] = [new("-p", Form.Both)],
    };

    private static readonly SearchValues<string> _names = SearchValues.Create(
        ["mysql", "mariadb", "mongo", "sshpass", "redis-cli", "valkey-cli", "keydb-cli", "curl", "ldap", "mosquitto_", "sqlcmd", "bcp", "smbclient", "7z", "zip", "cqlsh", "login", "rabbitmqctl", "htpasswd", "mc"],
        StringComparison.Ordinal);

    private enum Form
    {
        /// <summary>-pX only; "-p X" means something else.</summary>
        Attached,

        /// <summary>-pX and -p X.</summary>
        Both,
    }

    /// <summary>For each of <paramref name="words"/> that holds a password, by its number: where in it that begins.</summary>
    public static IReadOnlyDictionary<int, int> Starts(IReadOnlyList<string> words)
    {
        Dictionary<int, int> starts = [];
        string program = "";
        for (var i = 0; i < words.Count; i++)
        {
            var named = ProgramOf(words[i], i > 0 ? words[i - 1] : "");
            if (named.Length > 0)
            {
                program = named;
                Places(program, words, i, starts);
                continue;
            }

            foreach (var flag in _programs.GetValueOrDefault(program, []))
            {
                Take(flag, words, i, starts);
            }
        }

        return starts;
    }

    /// <summary>The spans of a script that hold passwords so.</summary>
    public static IEnumerable<(int Start, int Length)> Spans(string script, int depth = 0)
    {
        if (depth >= Deepest || script.AsSpan().IndexOfAny(_names) < 0)
        {
            yield break;
        }

        List<Match> command = [];
        foreach (var token in Token().Matches(script).Append(Match.Empty))
        {
            if (token.Length > 0 && token.Value[0] is not (';' or '&' or '|' or '\n'))
            {
                command.Add(token);
                continue;
            }

            foreach (var span in SpansOf(command, depth))
            {
                yield return span;
            }

            command.Clear();
        }
    }

    private static IEnumerable<(int Start, int Length)> SpansOf(List<Match> command, int depth)
    {
        var starts = Starts([.. command.Select(t => Unquoted(t.Value).Trim('(', ')', '`', '$'))]);
        for (var i = 0; i < command.Count; i++)
        {
            var token = command[i];
            var isQuoted = Unquoted(token.Value).Length != token.Length;
            if (starts.TryGetValue(i, out var start))
            {
                var from = token.Index + start + (isQuoted ? 1 : 0);
                var end = token.Index + token.Length - (isQuoted ? 1 : 0);
                if (end > from)
                {
                    yield return (from, end - from);
                }
            }
            else if (isQuoted && token.Value.Contains(' ', StringComparison.Ordinal))
            {
                foreach (var (inner, length) in Spans(Unquoted(token.Value), depth + 1))
                {
                    yield return (token.Index + 1 + inner, length);
                }
            }
        }
    }

    private static void Take(Flag flag, IReadOnlyList<string> words, int i, Dictionary<int, int> starts)
    {
        var word = words[i];
        var isLong = flag.Name.StartsWith("--", StringComparison.Ordinal);
        if (word == flag.Name || (!isLong && flag.Form == Form.Both && IsCluster(word, flag.Name[1])))
        {
            if (flag.Form == Form.Both && i + 1 < words.Count && After(words[i + 1], 0, flag.Sign) is { } at)
            {
                starts[i + 1] = at;
            }
        }
        else if (word.StartsWith(isLong ? flag.Name + "=" : flag.Name, StringComparison.Ordinal) && !(flag.Form == Form.Both && !isLong && word[1] == '-')
            && After(word, flag.Name.Length + (isLong ? 1 : 0), flag.Sign) is { } inside)
        {
            starts[i] = inside;
        }
    }

    // "curl -sSu": the last letter takes the value.
    private static bool IsCluster(string word, char letter) =>
        word.Length is > 2 and < 8 && word[0] == '-' && word[^1] == letter && word.Skip(1).All(char.IsAsciiLetter) && letter == 'u';

    private static int? After(string word, int from, char? sign) =>
        sign is not { } c ? from : word.IndexOf(c, Math.Min(from, word.Length)) is >= 0 and var at ? at + 1 : null;

    // What takes a password by its place.
    private static void Places(string program, IReadOnlyList<string> words, int i, Dictionary<int, int> starts)
    {
        switch (program)
        {
            case "rabbitmqctl" when IndexOf(words, i, "add_user", "change_password", "authenticate_user") is >= 0 and var verb && verb + 2 < words.Count:
                starts[verb + 2] = 0;
                break;
            case "htpasswd" when words.Skip(i + 1).Any(w => w.Length > 1 && w[0] == '-' && w.Contains('b', StringComparison.Ordinal)) && words.Count > i + 3:
                starts[words.Count - 1] = 0;
                break;
            case "mc" when IndexOf(words, i, "alias") == i + 1 && i + 6 < words.Count:
                starts[i + 5] = starts[i + 6] = 0;
                break;
        }
    }

    private static int IndexOf(IReadOnlyList<string> words, int from, params ReadOnlySpan<string> sought)
    {
        for (var i = from; i < words.Count; i++)
        {
            if (sought.Contains(words[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static string ProgramOf(string word, string before)
    {
        var name = word[(word.LastIndexOf('/') + 1)..];
        return name switch
        {
            _ when name.StartsWith('-') || name.Length is 0 or > 40 || name.Contains('=', StringComparison.Ordinal) => "",
            "login" => before is "docker" or "podman" or "buildah" or "nerdctl" or "registry" or "oras" or "crane" or "skopeo" ? "login" : "",
            "redis-cli" or "valkey-cli" or "keydb-cli" => "redis-cli",
            "sqlcmd" or "bcp" or "tsql" => "sqlcmd",
            "curl" or "sshpass" or "smbclient" or "cqlsh" or "rabbitmqctl" or "htpasswd" or "mc" => name,
            "zip" or "unzip" => "zip",
            "7z" or "7za" or "7zr" or "7zz" => "7z",
            _ when name.StartsWith("mysql", StringComparison.Ordinal) || name.StartsWith("mariadb", StringComparison.Ordinal) => "mysql",
            _ when name.StartsWith("mongo", StringComparison.Ordinal) => "mongo",
            _ when name.StartsWith("ldap", StringComparison.Ordinal) => "ldap",
            _ when name.StartsWith("mosquitto_", StringComparison.Ordinal) => "mosquitto",
            _ => "",
        };
    }

    private static string Unquoted(string token) =>
        token.Length >= 2 && token[0] is '"' or '\'' && token[^1] == token[0] ? token[1..^1] : token;

    [GeneratedRegex("""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s;&|"'])+|["']|[;&|\n]""", RegexOptions.CultureInvariant | RegexOptions.Singleline, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Token();

    /// <summary>A flag that takes a password.</summary>
    /// <param name="Name">With its dashes.</param>
    /// <param name="Form">How it takes its value.</param>
    /// <param name="Sign">What stands between a user's name and the password; null where the value is the password.</param>
    private sealed record Flag(string Name, Form Form, char? Sign = null);
}
