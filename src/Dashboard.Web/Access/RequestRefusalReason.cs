namespace Dashboard.Web.Access;

/// <summary>Which check turned a request away.</summary>
internal enum RequestRefusalReason
{
    /// <summary>Its Origin is not where it was sent to.</summary>
    Origin,

    /// <summary>The name that it was sent to is not ours.</summary>
    Host,
}
