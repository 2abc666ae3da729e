namespace Dashboard.Web.Audit;

/// <summary>Names the resources of row Audit: <c>IStringLocalizer&lt;AuditText&gt;</c>.</summary>
public sealed class AuditText;
