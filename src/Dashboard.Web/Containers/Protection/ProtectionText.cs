namespace Dashboard.Web.Containers.Protection;

/// <summary>Names the resources on protection: <c>IStringLocalizer&lt;ProtectionText&gt;</c>.</summary>
public sealed class ProtectionText;
