using MudBlazor;

namespace Dashboard.Web.Shell;

/// <summary>The navigation, in the order shown. A row adds a line here and a key to <c>ShellText.resx</c> and <c>.ko.resx</c>.</summary>
internal static class Navigation
{
    public static IReadOnlyList<NavItem> Items { get; } =
    [
        new(AppUrls.Containers, Icons.Material.Outlined.ViewInAr, "Nav.Containers"),
        new(AppUrls.Images, Icons.Material.Outlined.Layers, "Nav.Images"),
        new(AppUrls.Console, Icons.Material.Outlined.Code, "Nav.Console"),
        new(AppUrls.Terminals, Icons.Material.Outlined.Terminal, "Nav.Terminals"),
        new(AppUrls.KeptLogs, Icons.Material.Outlined.History, "Nav.KeptLogs"),
        new(AppUrls.Registries, Icons.Material.Outlined.Warehouse, "Nav.Registries", ForManagers: true),
        new(AppUrls.People, Icons.Material.Outlined.Group, "Nav.People", ForManagers: true),
        new(AppUrls.Audit, Icons.Material.Outlined.FactCheck, "Nav.Audit", ForManagers: true),
    ];
}
