namespace Dashboard.Web.Shell;

/// <summary>Names the resources of row Shell: <c>IStringLocalizer&lt;ShellText&gt;</c>.</summary>
public sealed class ShellText;
