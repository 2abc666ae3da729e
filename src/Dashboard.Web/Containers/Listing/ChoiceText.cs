using System.Text.Json;

namespace Dashboard.Web.Containers.Listing;

/// <summary>Choices as a line of JSON, as the browser keeps them. What it brings back is only believed as far as it makes sense.</summary>
internal static class ChoiceText
{
    // A message from a browser may have 32 KB.
    private const int MostCharacters = 24_000;

    /// <summary>Writes them; without the collapsed groups if those are too many to be kept.</summary>
    public static string Write(ListChoices choices)
    {
        var text = Serialize(choices, choices.Collapsed);
        return text.Length <= MostCharacters ? text : Serialize(choices, []);
    }

    /// <summary>Reads them; unknown columns are left out, and what is no such line is <see cref="ListChoices.Default"/>.</summary>
    public static ListChoices Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return ListChoices.Default;
        }

        try
        {
            return JsonSerializer.Deserialize<Kept>(text) is { Columns: { } columns, Collapsed: { } collapsed } kept
                ? new ListChoices
                {
                    Columns = [ListColumn.State, ListColumn.Name, .. columns.Select(ToColumn).OfType<ListColumn>()],
                    IsGrouped = kept.IsGrouped,
                    Collapsed = [.. collapsed.Where(c => c is [_, _]).Select(c => new GroupKey(c[0], c[1]))],
                    Sort = ToColumn(kept.Sort) ?? ListColumn.Name,
                    IsDescending = kept.IsDescending,
                }
                : ListChoices.Default;
        }
        catch (JsonException)
        {
            // Of another version, or somebody's own doing: it is theirs, and nothing depends on it.
            return ListChoices.Default;
        }
    }

    private static string Serialize(ListChoices choices, IEnumerable<GroupKey> collapsed) => JsonSerializer.Serialize(new Kept(
        [.. choices.Columns.Order().Select(c => c.ToString())], choices.IsGrouped, [.. collapsed.Select(c => new[] { c.Environment, c.Project })], choices.Sort.ToString(), choices.IsDescending));

    private static ListColumn? ToColumn(string? name) => Enum.TryParse<ListColumn>(name, out var column) && Enum.IsDefined(column) ? column : null;

    private sealed record Kept(string[]? Columns, bool IsGrouped, string[][]? Collapsed, string? Sort, bool IsDescending);
}
