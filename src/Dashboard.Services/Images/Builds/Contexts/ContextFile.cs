namespace Dashboard.Services.Images.Builds.Contexts;

/// <summary>A file in a build's context.</summary>
/// <param name="Path">From its top, with slashes between.</param>
/// <param name="Size">Bytes.</param>
public sealed record ContextFile(string Path, long Size);
