namespace Dashboard.Web.Access;

/// <summary>Names the resources of row Access: <c>IStringLocalizer&lt;AccessText&gt;</c>.</summary>
public sealed class AccessText;
