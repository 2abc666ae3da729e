using System.Collections.Concurrent;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Files;
using Dashboard.Services.Environments;

namespace Dashboard.Testing;

/// <summary>Files of containers as a test tells them; of every other path there is nothing.</summary>
public sealed class FakeContainerFiles : IContainerFiles
{
    private readonly ConcurrentDictionary<string, FileLook> _looks = new();
    private readonly ConcurrentQueue<string> _asked = new();

    /// <summary>Every look, in order: "path offset", and "path offset patient".</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    /// <summary>What is not as in the image, whatever the folder.</summary>
    public IReadOnlyDictionary<string, char> Changes { get; set; } = new Dictionary<string, char>();

    /// <summary>A folder with these entries.</summary>
    public void Folder(string path, ListingCut cut, params IEnumerable<FileEntry> entries) => Put(path, new FileLook(Of(path), new FileListing([.. entries], cut, 0), null, null));

    /// <summary>A file that begins with these bytes and is so large; by itself as large as they are.</summary>
    public void File(string path, byte[] bytes, long? size = null)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        Put(path, new FileLook(Of(path), null, new FilePart(bytes, 0, size ?? bytes.Length), null));
    }

    /// <summary>A link.</summary>
    public void Link(string path, string target) => Put(path, new FileLook(Of(path), null, null, Of(target)));

    /// <summary>A device.</summary>
    public void Special(string path) => Put(path, new FileLook(Of(path), null, null, null));

    /// <inheritdoc/>
    public Task<FileLook> LookAsync(
        Actor actor, DockerEnvironment environment, ResourceName container, ContainerPath path, long offset, bool isPatient, CancellationToken cancellationToken)
    {
        _asked.Enqueue($"{path} {offset}{(isPatient ? " patient" : "")}");
        return _looks.TryGetValue(path.Value, out var look)
            ? Task.FromResult(look.Part is { } part ? look with { Part = part with { Offset = offset } } : look)
            : throw new EngineErrorException(new EngineError(EngineErrorKind.NotFound, $"No such file or folder: {path}"));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, char>> ChangesAsync(
        Actor actor, DockerEnvironment environment, ResourceName container, ContainerPath folder, CancellationToken cancellationToken) => Task.FromResult(Changes);

    private static ContainerPath Of(string path) => ContainerPath.TryParse(path, out var parsed) ? parsed : throw new ArgumentException("no path", nameof(path));

    private void Put(string path, FileLook look) => _looks[path] = look;
}
