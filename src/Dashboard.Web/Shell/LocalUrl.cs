namespace Dashboard.Web.Shell;

/// <summary>Return URLs come from the address bar, so from anybody: only paths of our own are followed.</summary>
internal static class LocalUrl
{
    /// <summary><paramref name="url"/> when it is a path of this site, else the home page.</summary>
    public static string OrHome(string? url) => IsLocal(url) ? url! : AppUrls.Home;

    /// <summary>Whether it begins with one slash, and holds nothing that browsers drop or turn into a slash.</summary>
    public static bool IsLocal(string? url) =>
        url is ['/', ..] and not ['/', '/', ..] && !url.Contains('\\', StringComparison.Ordinal) && !url.Any(char.IsControl);
}
