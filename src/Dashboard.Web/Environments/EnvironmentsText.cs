namespace Dashboard.Web.Environments;

/// <summary>Names the resources of row Environments: <c>IStringLocalizer&lt;EnvironmentsText&gt;</c>.</summary>
public sealed class EnvironmentsText;
