namespace Dashboard.Web.Containers;

/// <summary>Names the resources of row Containers: <c>IStringLocalizer&lt;ContainersText&gt;</c>.</summary>
public sealed class ContainersText;
