namespace Dashboard.Web.Consoles;

/// <summary>A line of output, and where a click on it leads.</summary>
/// <param name="Text">The line, its break included.</param>
/// <param name="Href">A page; null for none.</param>
/// <param name="Put">A line for the input; null for none.</param>
public sealed record OutputRow(string Text, string? Href = null, string? Put = null);
