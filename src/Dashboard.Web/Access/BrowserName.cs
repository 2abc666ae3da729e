namespace Dashboard.Web.Access;

/// <summary>The browser and system that a User-Agent header tells of, as people call them.</summary>
internal static class BrowserName
{
    // Each calls itself by the names of those below it, too.
    private static readonly (string Mark, string Name)[] _browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Whale/", "Whale"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"),
    ];

    private static readonly (string Mark, string Name)[] _systems =
    [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ];

    /// <summary>Either is null when it can't be told.</summary>
    public static (string? Browser, string? System) Of(string userAgent) => (Find(_browsers, userAgent), Find(_systems, userAgent));

    private static string? Find((string Mark, string Name)[] names, string userAgent) =>
        names.FirstOrDefault(n => userAgent.Contains(n.Mark, StringComparison.Ordinal)).Name;
}
