namespace Dashboard.Web.Logs;

/// <summary>Names the resources of row Logs: <c>IStringLocalizer&lt;LogsText&gt;</c>.</summary>
public sealed class LogsText;
