namespace Dashboard.Web.Containers.Removal;

/// <summary>Names the resources of removals: <c>IStringLocalizer&lt;RemovalText&gt;</c>.</summary>
public sealed class RemovalText;
