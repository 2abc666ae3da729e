using Dashboard.Services.Commands;

namespace Dashboard.Services.Images.Builds.Contexts;

/// <inheritdoc cref="IPinnedContext"/>
/// <param name="file">The archive as it came, unpacked; deleted when it is closed.</param>
/// <param name="text">Text of the Dockerfile.</param>
/// <param name="send">Writes the archive with the text under another name.</param>
internal sealed class PinnedContext(FileStream file, string text, Func<FileStream, string, string, Stream> send) : IPinnedContext
{
    public string Text => text;

    public string Dockerfile { get; } = $"Dockerfile.{Guid.NewGuid():N}";

    public Stream Open()
    {
        file.Position = 0;
        return send(file, Dockerfile, text);
    }

    public ValueTask DisposeAsync() => file.DisposeAsync();
}
