namespace Dashboard.Web.Images.Builds;

/// <summary>The texts of builds.</summary>
public sealed class BuildText;
