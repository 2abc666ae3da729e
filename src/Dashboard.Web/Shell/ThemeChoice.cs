namespace Dashboard.Web.Shell;

/// <summary>Light, dark, or as the system has it: a cookie that <c>shell/theme.js</c> writes and the first page obeys.</summary>
internal static class ThemeChoice
{
    public const string Cookie = "dashboard-theme";
    public const string Light = "light";
    public const string Dark = "dark";
    public const string System = "system";

    public static string Of(HttpRequest request) => request.Cookies[Cookie] switch
    {
        Light => Light,
        Dark => Dark,
        _ => System,
    };

    /// <summary>What to render; what the system prefers is known only in the browser, where theme.js corrects it before the first paint.</summary>
    public static string Rendered(string choice) => choice == Dark ? Dark : Light;
}
