namespace Dashboard.Services.Containers.Files;

/// <summary>
/// Stream of a tar archive that is read through to a reader who would hold an entry's attributes in memory, however many there are: fails at the
/// head of what claims more than a megabyte. Behind the archive's end there are zeros.
/// </summary>
/// <param name="archive">The archive; stays open.</param>
public sealed class BoundedTarStream(Stream archive) : Stream
{
    private readonly TarParts _parts = new();

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">It is no archive, or an entry's attributes are too large.</exception>
    public override int Read(Span<byte> buffer) => Judge(buffer, archive.Read(buffer));

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await archive.ReadAsync(buffer, cancellationToken);
        return Judge(buffer.Span, read);
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Judge(Span<byte> buffer, int read)
    {
        for (var rest = buffer[..read]; !rest.IsEmpty;)
        {
            if (_parts.IsOver)
            {
                rest.Clear();
                break;
            }

            rest = rest[_parts.Read(rest).Length..];
        }

        return read;
    }
}
