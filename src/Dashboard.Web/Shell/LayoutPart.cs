namespace Dashboard.Web.Shell;

/// <summary>Something that a row adds to every page; the layout knows only that it is a component.</summary>
/// <param name="Component">Type of the component, which takes no parameters.</param>
/// <param name="Place">Where it stands; those of one place in the order of their registration.</param>
public sealed record LayoutPart(Type Component, LayoutPlace Place);

/// <summary>Where a <see cref="LayoutPart"/> stands.</summary>
public enum LayoutPlace
{
    /// <summary>In the bar, before the user's menu.</summary>
    Bar,

    /// <summary>Over the page: a dialog that opens by itself.</summary>
    OverPage,
}
