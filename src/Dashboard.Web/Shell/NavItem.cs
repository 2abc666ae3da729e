namespace Dashboard.Web.Shell;

/// <summary>An entry of the navigation.</summary>
/// <param name="Href">Where it leads.</param>
/// <param name="Icon">An icon of MudBlazor.</param>
/// <param name="TextKey">Its name, a key of <see cref="ShellText"/>.</param>
/// <param name="ForManagers">Whether only those who may change the dashboard itself have it.</param>
public sealed record NavItem(string Href, string Icon, string TextKey, bool ForManagers = false);
