using System.Text.RegularExpressions;

namespace Dashboard.Services.Commands;

/// <summary>Which variables, labels and options look as if their value were secret.</summary>
public static partial class SecretNames
{
    /// <summary>Whether the value of what is called <paramref name="name"/> must be masked; <c>api-key</c> and <c>api.key</c> are as <c>API_KEY</c>.</summary>
    public static bool LooksSecret(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Secret().IsMatch(name.TrimStart('-').Replace('-', '_').Replace('.', '_'));
    }

    /// <summary>The name in <paramref name="entry"/> ("NAME=value", the value maybe empty) when the value must be masked; null for all others.</summary>
    public static string? OfEntry(string entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.Split('=', 2) is [{ Length: > 0 } name, _] && LooksSecret(name) ? name : null;
    }

    [GeneratedRegex(@"PASS(WORD|WD|PHRASE)?\b|PASSWORD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|CREDENTIAL|(^|_)(KEY|PWD|AUTH|DSN|PASS)($|_)|CONNECTION_?STRING",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Secret();
}
