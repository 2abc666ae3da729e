using System.Globalization;

namespace Dashboard.Web.Images.Builds;

/// <summary>How long a build or a step took, in signs that every language reads: "0.8 s", "2:05", "1:02:05".</summary>
internal static class BuildTime
{
    /// <summary>The time as text.</summary>
    public static string Of(TimeSpan time) => time.TotalSeconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, time.TotalSeconds):0.0} s")
        : time.ToString(time.TotalHours < 1 ? @"m\:ss" : @"h\:mm\:ss", CultureInfo.InvariantCulture);
}
