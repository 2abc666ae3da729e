namespace Dashboard.Web.Connection;

/// <summary>Names the resources of row Connection: <c>IStringLocalizer&lt;ConnectionText&gt;</c>.</summary>
public sealed class ConnectionText;
