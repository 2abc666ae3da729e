namespace Dashboard.Services.Logs;

/// <summary>A log that is kept though its container is gone.</summary>
/// <param name="Id">Full id of the container.</param>
/// <param name="Name">The last name it had.</param>
/// <param name="Image">Image as it was named at creation.</param>
/// <param name="Project">Compose project it belonged to, or null.</param>
/// <param name="Written">When its last lines were kept (UTC).</param>
/// <param name="Length">Bytes on disk.</param>
public sealed record GoneLog(string Id, string Name, string Image, string? Project, DateTimeOffset Written, long Length);
