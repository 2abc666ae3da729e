using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers;

/// <summary>Ages in words, one unit only: "3 minutes ago".</summary>
internal static class RelativeTime
{
    /// <summary>How long before <paramref name="now"/> <paramref name="then"/> was.</summary>
    public static string Ago(this IStringLocalizer<ContainersText> text, DateTimeOffset then, DateTimeOffset now)
    {
        var age = now - then;
        return age switch
        {
            { TotalSeconds: < 5 } => text["Ago.Now"],
            { TotalMinutes: < 1 } => text["Ago.Seconds", (int)age.TotalSeconds],
            { TotalMinutes: < 2 } => text["Ago.Minute"],
            { TotalHours: < 1 } => text["Ago.Minutes", (int)age.TotalMinutes],
            { TotalHours: < 2 } => text["Ago.Hour"],
            { TotalDays: < 1 } => text["Ago.Hours", (int)age.TotalHours],
            { TotalDays: < 2 } => text["Ago.Day"],
            { TotalDays: < 61 } => text["Ago.Days", (int)age.TotalDays],
            _ => text["Ago.Months", (int)(age.TotalDays / 30.4)],
        };
    }
}
