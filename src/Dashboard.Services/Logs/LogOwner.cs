using System.Text.Json;
using Dashboard.Services.Containers;
using Dashboard.Services.Storage;

namespace Dashboard.Services.Logs;

/// <summary>Whose log is kept: what is needed to find it and to judge who may read it once the container is gone.</summary>
/// <param name="Id">Full id.</param>
/// <param name="Name">The last name it had.</param>
/// <param name="Image">Image as it was named at creation.</param>
/// <param name="Created">When it was created (UTC).</param>
/// <param name="Labels">Its labels.</param>
internal sealed record LogOwner(string Id, string Name, string Image, DateTimeOffset Created, IReadOnlyDictionary<string, string> Labels)
{
    private const string File = "owner.json";

    /// <summary>As a container that is gone.</summary>
    public ContainerSummary Summary => new()
    {
        Id = Id,
        Name = Name,
        Image = Image,
        Command = "",
        State = ContainerState.Dead,
        Status = "",
        Created = Created,
        Labels = Labels,
    };

    /// <summary>The owner of a container's log.</summary>
    public static LogOwner Of(ContainerSummary container) => new(container.Id, container.Name, container.Image, container.Created, container.Labels);

    /// <summary>Reads it from the log's folder; null where there is none, or a damaged one.</summary>
    public static LogOwner? Read(string folder)
    {
        try
        {
            using var file = System.IO.File.OpenRead(Path.Combine(folder, File));
            return JsonSerializer.Deserialize<LogOwner>(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes it to the log's folder.</summary>
    /// <exception cref="IOException">No space, or the folder is gone.</exception>
    public void Write(string folder) => DataDirectory.WritePrivate(Path.Combine(folder, File), JsonSerializer.Serialize(this));
}
