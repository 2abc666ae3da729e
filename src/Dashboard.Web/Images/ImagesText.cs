namespace Dashboard.Web.Images;

/// <summary>The texts of images.</summary>
public sealed class ImagesText;
