namespace Dashboard.Web.Shell;

/// <summary>Something that a row adds to every page; the layout knows only that it is a component.</summary>
/// <param name="Component">Type of the component, which takes no parameters.</param>
public sealed record LayoutPart(Type Component);
