using System.Text.RegularExpressions;

namespace Dashboard.Services.Containers;

/// <summary>Which environment variables look as if their value were secret.</summary>
public static partial class SecretNames
{
    /// <summary>Whether a variable called <paramref name="name"/> must be masked.</summary>
    public static bool LooksSecret(string name) => Secret().IsMatch(name);

    [GeneratedRegex(@"PASS(WORD|WD|PHRASE)?\b|PASSWORD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|CREDENTIAL|(^|_)(KEY|PWD|AUTH|DSN|PASS)($|_)|CONNECTION_?STRING",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Secret();
}
