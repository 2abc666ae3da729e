using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace Dashboard.Services.Logs.Merging;

/// <summary>
/// The wire format of several logs as one. A batch is the length of its header (4 bytes), the header, then records back to back, all
/// little-endian. The header is JSON: an array of {"id", "name", "next"}, the containers of which the batch has records, and the number in its own
/// log after the last one. A record: kind (1 byte, high bit set: the line goes on in a later record of the same container and stream), nanoseconds
/// since 1970 (8, signed, 0 unknown), length (4), index in the header (2), its number among all (8, signed), text.
/// </summary>
internal sealed class MergedBatch
{
    /// <summary>Bytes before each record's text.</summary>
    public const int HeaderLength = 23;

    private readonly ArrayBufferWriter<byte> _records = new();
    private readonly Dictionary<string, (ushort Index, MergedSource Source)> _sources = [];

    /// <summary>Bytes of records so far.</summary>
    public int Length => _records.WrittenCount;

    /// <summary>Adds a record; those of one log in their order.</summary>
    public void Add(MergedRecord record)
    {
        var known = _sources.TryGetValue(record.Source.Id, out var at) ? at.Index : (ushort)_sources.Count;
        _sources[record.Source.Id] = (known, new MergedSource(record.Source.Id, record.Source.Name, record.Number + 1));
        var bytes = _records.GetSpan(HeaderLength + record.Text.Length);
        bytes[0] = record.Flags;
        BinaryPrimitives.WriteInt64LittleEndian(bytes[1..], record.Timestamp);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[9..], record.Text.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[13..], known);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[15..], record.Key);
        record.Text.Span.CopyTo(bytes[HeaderLength..]);
        _records.Advance(HeaderLength + record.Text.Length);
    }

    /// <summary>Its bytes; empty without records.</summary>
    public byte[] ToArray()
    {
        if (Length == 0)
        {
            return [];
        }

        var header = JsonSerializer.SerializeToUtf8Bytes(_sources.Values.OrderBy(s => s.Index).Select(s => s.Source), JsonSerializerOptions.Web);
        var batch = new byte[sizeof(int) + header.Length + Length];
        BinaryPrimitives.WriteInt32LittleEndian(batch, header.Length);
        header.CopyTo(batch, sizeof(int));
        _records.WrittenSpan.CopyTo(batch.AsSpan(sizeof(int) + header.Length));
        return batch;
    }

    private sealed record MergedSource(string Id, string Name, long Next);
}
