using System.Buffers.Binary;

namespace Dashboard.Services.Logs;

/// <summary>The record that stands for others that are not kept any more. Its number says where they stood.</summary>
internal static class SkippedRecord
{
    /// <summary>Its bytes, in the format of <see cref="LogBatch"/>.</summary>
    /// <param name="count">How many it stands for.</param>
    public static byte[] Of(long count)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(number, count);
        var record = new byte[LogBatch.HeaderLength + sizeof(long)];
        LogBatch.Write(record, new LogLine(LogKind.Skipped, 0, number, continues: false));
        return record;
    }
}
