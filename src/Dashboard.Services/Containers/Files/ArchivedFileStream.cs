using Dashboard.Services.Commands;

namespace Dashboard.Services.Containers.Files;

/// <summary>
/// Takes an archive with one file in it and lets that file's bytes through: what <c>docker cp CONTAINER:FILE -</c> gives, as a browser saves
/// it. Nothing is kept.
/// </summary>
/// <param name="output">Where the bytes go.</param>
/// <param name="opened">Told the file's size before its first byte.</param>
public sealed class ArchivedFileStream(Stream output, Action<long> opened) : Stream
{
    private readonly TarParts _tar = new();
    private bool _opened;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    /// <exception cref="EngineErrorException">Invalid: it is no file. Failed: it is no archive.</exception>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var part = Read(buffer.Span);
            if (part.Header is { } header)
            {
                Open(header);
            }
            else if (part.IsContent)
            {
                await output.WriteAsync(buffer[..part.Length], cancellationToken);
            }

            buffer = buffer[part.Length..];
        }
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => output.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public override void Flush()
    {
        // Everything is written on at once; the caller's stream is flushed asynchronously.
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Writes would block a thread for as long as the caller likes.");

    private TarPart Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return _tar.Read(bytes);
        }
        catch (InvalidDataException e)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Failed, e.Message), e);
        }
    }

    private void Open(TarHeader header)
    {
        if (_opened || header.Type is not ('0' or '7'))
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Invalid, "This is no file; download it as an archive."));
        }

        _opened = true;
        opened(header.Size);
    }
}
