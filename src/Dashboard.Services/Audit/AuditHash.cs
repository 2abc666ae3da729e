using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Services.Audit;

/// <summary>
/// The hash of a row: SHA-256 over its fields in order, each preceded by its length, so that no two different rows are
/// the same bytes. Never change it: rows that exist could not be verified any more.
/// </summary>
internal static class AuditHash
{
    public static byte[] Of(AuditRow row)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, "dashboard-audit-1");
        Add(hash, row.PreviousHash);
        Add(hash, row.Number);
        Add(hash, row.Time.ToUnixTimeMilliseconds());
        Add(hash, (long)row.Kind);
        Add(hash, row.Intent ?? -1);
        Add(hash, row.UserId);
        Add(hash, row.UserName);
        Add(hash, row.Origin);
        Add(hash, row.Environment);
        Add(hash, row.Action);
        Add(hash, row.Outcome);
        return hash.GetHashAndReset();
    }

    private static void Add(IncrementalHash hash, string text) => Add(hash, Encoding.UTF8.GetBytes(text));

    private static void Add(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        Add(hash, bytes);
    }

    private static void Add(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
