namespace Dashboard.Web.Images;

/// <summary>Which images are listed.</summary>
public enum ImageKind
{
    /// <summary>All.</summary>
    All,

    /// <summary>Those that containers were made from.</summary>
    Used,

    /// <summary>Those that none was made from.</summary>
    Unused,

    /// <summary>Those without a name.</summary>
    Dangling,
}
