using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.Testing;
using Dashboard.Web.Logs;
using Dashboard.Web.Shared;
using Dashboard.Web.Terminals;
using Dashboard.Web.Terminals.Recordings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Tests.Shared;

/// <summary>The browser's elements and the resources that feed them can't drift apart.</summary>
public sealed partial class ElementLabelsTests : DashboardContext
{
    public static TheoryData<Type, string> Elements => new()
    {
        { typeof(LogsText), "log/log-labels.ts" },
        { typeof(TerminalsText), "terminal/terminal-labels.ts" },
        { typeof(RecordingsText), "recording/recording-labels.ts" },
    };

    [Theory]
    [MemberData(nameof(Elements))]
    public void From_English_IsExactlyTheElementsOwnDefaults(Type text, string file)
    {
        var defaults = Defaults(file);

        Assert.NotEmpty(defaults);
        Assert.Equal(defaults.OrderBy(l => l.Key, StringComparer.Ordinal), Labels(text).OrderBy(l => l.Key, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Elements))]
    public void From_Korean_HasAllOfTheElementsKeysInKorean(Type text, string file)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");

        var labels = Labels(text);

        Assert.Equal(Defaults(file).Keys.Order(), labels.Keys.Order());
        Assert.Contains(labels.Values, label => label.Any(c => c is >= '가' and <= '힣'));
    }

    private static Dictionary<string, string> Defaults(string file)
    {
        var source = File.ReadAllText(Path.Combine(DashboardProgram.RepositoryRoot, "src", "Dashboard.Web", "Client", file));
        var literal = Literal().Match(source);
        Assert.True(literal.Success, $"{file} no longer exports one object literal of labels.");
        // Every line is read, so that a new spelling fails here instead of being skipped.
        return literal.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => Entry().Match(line) is { Success: true } entry ? entry : throw new FormatException($"{file}: can't read \"{line}\""))
            .ToDictionary(entry => entry.Groups[1].Value, entry => JsonSerializer.Deserialize<string>(entry.Groups[2].Value)!);
    }

    private Dictionary<string, string> Labels(Type text) => JsonSerializer.Deserialize<Dictionary<string, string>>(
        ElementLabels.From((IStringLocalizer)Services.GetRequiredService(typeof(IStringLocalizer<>).MakeGenericType(text))))!;

    [GeneratedRegex(@"export const \w+Labels = \{\n(.*?)\n\};", RegexOptions.Singleline)]
    private static partial Regex Literal();

    // follow: "Follow",
    [GeneratedRegex("""^(\w+): ("(?:[^"\\]|\\.)*"),$""")]
    private static partial Regex Entry();
}
