using System.Globalization;
using Dashboard.Services.Audit;

namespace Dashboard.Web.Audit;

/// <summary>The filter as the page's fields hold it: text and days, which may be empty or half typed.</summary>
/// <param name="User">Who.</param>
/// <param name="Text">What, or what came of it.</param>
/// <param name="From">First day, yyyy-MM-dd, UTC.</param>
/// <param name="To">Last day, yyyy-MM-dd, UTC.</param>
public sealed record AuditView(string User = "", string Text = "", string From = "", string To = "")
{
    /// <summary>The rows that it asks for; a day that is none does not filter.</summary>
    public AuditFilter ToFilter() => new(User.Trim(), Text.Trim(), Day(From), Day(To)?.AddDays(1));

    /// <summary>The same as a query string, for the export.</summary>
    public string ToQuery() => QueryString.Create(new Dictionary<string, string?>
    {
        ["user"] = User,
        ["text"] = Text,
        ["from"] = From,
        ["to"] = To,
    }).ToString();

    private static DateTimeOffset? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero)
            : null;
}
