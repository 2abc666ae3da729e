namespace Dashboard.Web.Containers.Limits;

/// <summary>Names the resources of the limits panel: <c>IStringLocalizer&lt;LimitsText&gt;</c>.</summary>
public sealed class LimitsText;
