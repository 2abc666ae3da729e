using System.Globalization;
using System.Text.Json;
using Dashboard.Services.Formatting;

namespace Dashboard.Services.Images;

/// <summary>A row of <c>docker search</c> as templates see it.</summary>
internal sealed class SearchRow(JsonElement result, bool truncates) : IGoObject
{
    public static TableTitles Titles { get; } = new(("Name", "NAME"), ("Description", "DESCRIPTION"), ("StarCount", "STARS"), ("IsOfficial", "OFFICIAL"));

    public string TypeName => "*registry.searchContext";

    public bool EscapesHtml => true;

    // In JSON's order; as JSON the mark of an official image is a word.
    public IEnumerable<KeyValuePair<string, object?>> Fields =>
    [
        new("Description", Description), new("IsOfficial", IsOfficial ? "true" : "false"), new("Name", Text("name")), new("StarCount", Stars),
    ];

    private string Description
    {
        get
        {
            var text = Text("description").Replace('\n', ' ').Replace('\r', ' ');
            return truncates ? Ellipsis.Cut(text, 45) : text;
        }
    }

    private bool IsOfficial => result.TryGetProperty("is_official", out var official) && official.ValueKind == JsonValueKind.True;

    private string Stars => result.TryGetProperty("star_count", out var stars) ? stars.GetInt64().ToString(CultureInfo.InvariantCulture) : "0";

    public bool TryGet(string name, out object? value)
    {
        value = name switch { "Name" => Text("name"), "Description" => Description, "StarCount" => Stars, "IsOfficial" => IsOfficial ? "[OK]" : "", _ => null };
        return value is not null;
    }

    private string Text(string name) => result.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";
}
