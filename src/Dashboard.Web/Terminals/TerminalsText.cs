namespace Dashboard.Web.Terminals;

/// <summary>Names the resources of row Terminals: <c>IStringLocalizer&lt;TerminalsText&gt;</c>.</summary>
public sealed class TerminalsText;
