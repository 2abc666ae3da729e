namespace Dashboard.Web.Containers.Creation;

/// <summary>The texts of the page on which containers are made.</summary>
public sealed class CreationText;
