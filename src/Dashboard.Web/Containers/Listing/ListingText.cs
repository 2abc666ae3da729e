namespace Dashboard.Web.Containers.Listing;

/// <summary>The texts of the table of containers.</summary>
public sealed class ListingText;
