namespace Dashboard.Web.Shell;

/// <summary>What rows put into the frame around every page, which knows none of them.</summary>
/// <param name="InBar">Components without parameters, in the bar, from left to right.</param>
public sealed record ShellParts(IReadOnlyList<Type> InBar);
