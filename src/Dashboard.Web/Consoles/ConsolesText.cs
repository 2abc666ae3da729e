namespace Dashboard.Web.Consoles;

/// <summary>Names the resources of row Consoles: <c>IStringLocalizer&lt;ConsolesText&gt;</c>.</summary>
public sealed class ConsolesText;
