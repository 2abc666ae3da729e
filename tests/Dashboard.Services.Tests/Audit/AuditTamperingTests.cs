using System.Globalization;
using System.Text;
using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Storage;
using Dashboard.Services.Tests.Access;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Tests.Audit;

/// <summary>
/// A log of a thousand rows, each byte of it flipped in turn in a copy: always found. Rows before the flipped one are known to be right, so only it
/// and the next are read again, by the verifier's own code.
/// </summary>
public sealed class AuditTamperingTests(AuditTamperingTests.Log log) : IClassFixture<AuditTamperingTests.Log>
{
    private const int Rows = 1000;

    private static readonly string[] _numbers = ["Number", "Time", "Kind", "Intent"];
    private static readonly string[] _hashes = ["PreviousHash", "Hash"];

    [Fact]
    public async Task Verify_AnyByteOfAThousandRowsFlipped_IsFound()
    {
        var access = log.Access;
        using var copy = Copy(access);
        var file = AuditHead.Parse(await File.ReadAllTextAsync(access.Data.AuditHeadFile, TestContext.Current.CancellationToken));
        var rows = AuditTable.ReadAll(copy, null).ToList();
        Assert.Equal(Rows, rows.Count);
        var flips = 0;
        var refusedBySqlite = 0;
        for (var n = 0; n < Rows; n++)
        {
            var before = n == 0 ? AuditHead.Empty : new AuditHead { Number = rows[n - 1].Number, Hash = rows[n - 1].Hash };
            foreach (var (column, bytes) in Columns(rows[n]))
            {
                for (var at = 0; at < bytes.Length; at++)
                {
                    flips++;
                    var original = bytes.ToArray();
                    // Another bit each time, and all eight at every ninth.
                    bytes[at] ^= (byte)(flips % 9 == 8 ? 0xff : 1 << (flips % 9));
                    if (TryWrite(copy, rows[n].Number, column, bytes))
                    {
                        Assert.True(Find(copy, before, file) is not null, $"row {rows[n].Number}, {column}, byte {at} was changed and not found");
                        var number = column == "Number" ? BitConverter.ToInt64(bytes) : rows[n].Number;
                        Assert.True(TryWrite(copy, number, column, original));
                    }
                    else
                    {
                        refusedBySqlite++;
                    }

                    bytes[at] = original[at];
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{flips} bytes flipped, {refusedBySqlite} of them into a number that is taken");
        Assert.InRange(flips, 100 * Rows, int.MaxValue);
        Assert.InRange(refusedBySqlite, 0, 2 * Rows);
        Assert.Null(Find(copy, AuditHead.Empty, file, Rows + 1));
    }

    [Fact]
    public void Verify_AnyBitOfAnyRowFlippedInMemory_IsFound()
    {
        var access = log.Access;
        using var copy = Copy(access);
        var rows = AuditTable.ReadAll(copy, null).ToList();
        for (var n = 0; n < Rows; n++)
        {
            var before = n == 0 ? AuditHead.Empty : new AuditHead { Number = rows[n - 1].Number, Hash = rows[n - 1].Hash };
            foreach (var (column, bytes) in Columns(rows[n]))
            {
                for (var bit = 0; bit < bytes.Length * 8; bit++)
                {
                    bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                    if (Changed(rows[n], column, bytes) is { } changed)
                    {
                        Assert.True(new AuditChain(before, null, "").Add(changed) is not null, $"row {rows[n].Number}, {column}, bit {bit} was changed and not found");
                    }

                    bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                }
            }
        }
    }

    [Fact]
    public async Task Verify_AnyByteOfTheHeadFlipped_IsFound()
    {
        var access = log.Access;
        using var copy = Copy(access);
        var text = await File.ReadAllBytesAsync(access.Data.AuditHeadFile, TestContext.Current.CancellationToken);
        var rows = AuditTable.ReadAll(copy, null).ToList();
        var before = new AuditHead { Number = rows[^2].Number, Hash = rows[^2].Hash };
        for (var at = 0; at < text.Length; at++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                text[at] ^= (byte)(1 << bit);
                Assert.True(Find(copy, before, AuditHead.Parse(Encoding.UTF8.GetString(text))) is not null, $"byte {at}, bit {bit} of the file was changed and not found");
                text[at] ^= (byte)(1 << bit);
            }
        }

        var head = AuditTable.ReadHead(copy, null);
        var file = AuditHead.Parse(Encoding.UTF8.GetString(text));
        Assert.Null(Find(copy, before, file));
        for (var bit = 0; bit < (sizeof(long) + 32) * 8; bit++)
        {
            var hash = head.Hash.ToArray();
            var number = head.Number;
            if (bit < 64)
            {
                number ^= 1L << bit;
            }
            else
            {
                hash[(bit - 64) / 8] ^= (byte)(1 << (bit % 8));
            }

            Execute(copy, "UPDATE AuditHead SET Number = $number, Hash = $hash", ("$number", number), ("$hash", hash));
            Assert.True(Find(copy, before, file) is not null, $"bit {bit} of the head was changed and not found");
        }
    }

    // As the verifier does for the whole log, from the row after a right one.
    private static AuditVerdict? Find(SqliteConnection connection, AuditHead before, AuditHead? file, int count = 2)
    {
        var chain = new AuditChain(before, file, "audit-head");
        if (AuditVerifier.Follow(chain, AuditTable.ReadFrom(connection, before.Number + 1, count), default) is { } bad)
        {
            return bad;
        }

        // The rest follows from a row that is right: nothing is read again, unless this was the end.
        return before.Number + count >= Rows && chain.End(AuditTable.ReadHead(connection, null), true) is { FirstBad: not null } end ? end : null;
    }

    private static IEnumerable<(string Column, byte[] Bytes)> Columns(AuditRow row) =>
    [
        ("Number", BitConverter.GetBytes(row.Number)), ("Time", BitConverter.GetBytes(row.Time.ToUnixTimeMilliseconds())),
        ("Kind", BitConverter.GetBytes((long)row.Kind)), ("Intent", row.Intent is { } intent ? BitConverter.GetBytes(intent) : []),
        ("UserId", Encoding.UTF8.GetBytes(row.UserId)), ("UserName", Encoding.UTF8.GetBytes(row.UserName)), ("Origin", Encoding.UTF8.GetBytes(row.Origin)),
        ("Environment", Encoding.UTF8.GetBytes(row.Environment)), ("Action", Encoding.UTF8.GetBytes(row.Action)), ("Outcome", Encoding.UTF8.GetBytes(row.Outcome)),
        ("PreviousHash", row.PreviousHash.ToArray()), ("Hash", row.Hash.ToArray()),
    ];

    // Null for a time or a kind that there is not: the table's reader refuses those, as the other test shows.
    private static AuditRow? Changed(AuditRow row, string column, byte[] bytes)
    {
        string Text(string name, string value) => column == name ? Encoding.UTF8.GetString(bytes) : value;
        long Number(string name, long value) => column == name ? BitConverter.ToInt64(bytes) : value;
        var time = Number("Time", row.Time.ToUnixTimeMilliseconds());
        var kind = Number("Kind", (long)row.Kind);
        return time is < -62_135_596_800_000 or > 253_402_300_799_999 || kind is < 1 or > 3 ? null : new AuditRow
        {
            Number = Number("Number", row.Number),
            Time = DateTimeOffset.FromUnixTimeMilliseconds(time),
            Kind = (AuditKind)kind,
            Intent = column == "Intent" ? BitConverter.ToInt64(bytes) : row.Intent,
            UserId = Text("UserId", row.UserId),
            UserName = Text("UserName", row.UserName),
            Origin = Text("Origin", row.Origin),
            Environment = Text("Environment", row.Environment),
            Action = Text("Action", row.Action),
            Outcome = Text("Outcome", row.Outcome),
            PreviousHash = column == "PreviousHash" ? bytes.ToArray() : row.PreviousHash,
            Hash = column == "Hash" ? bytes.ToArray() : row.Hash,
        };
    }

    private static bool TryWrite(SqliteConnection connection, long number, string column, byte[] bytes)
    {
        try
        {
            var (expression, value) = _numbers.Contains(column) ? ("$value", (object)BitConverter.ToInt64(bytes))
                : _hashes.Contains(column) ? ("$value", bytes)
                : ("CAST($value AS TEXT)", bytes);
            Execute(connection, $"UPDATE Audit SET {column} = {expression} WHERE Number = $number", ("$value", value), ("$number", number));
            return true;
        }
        catch (SqliteException e) when (e.SqliteErrorCode == 19)
        {
            return false;
        }
    }

    private static void Execute(SqliteConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        command.ExecuteNonQuery();
    }

    private static SqliteConnection Copy(AccessFixture access)
    {
        using var source = new SqliteConnection(Database.ConnectionString(access.Data.DatabaseFile));
        source.Open();
        var copy = new SqliteConnection("Data Source=:memory:");
        copy.Open();
        source.BackupDatabase(copy);
        Execute(copy, "DROP TRIGGER AuditKeepsRows; DROP TRIGGER AuditKeepsWords; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF");
        return copy;
    }

    /// <summary>The thousand rows, written once by the log itself.</summary>
    public sealed class Log : IAsyncLifetime
    {
        /// <summary>Where they are.</summary>
        public AccessFixture Access { get; private set; } = null!;

        /// <inheritdoc/>
        public async ValueTask InitializeAsync()
        {
            Access = await AccessFixture.CreateAsync();
            var actor = new Actor("7a1f", "김-kim", Right.All, "browser");
            for (var n = 0; n < Rows / 2; n++)
            {
                var intent = await Access.Audit.BeginAsync(actor, "local", string.Create(CultureInfo.InvariantCulture, $"docker stop web-{n}"), default);
                await Access.Audit.CompleteAsync(intent, n % 7 == 0 ? "exit 1" : "ok", default);
                Access.Time.Advance(TimeSpan.FromSeconds(1));
            }
        }

        /// <inheritdoc/>
        public ValueTask DisposeAsync() => Access.DisposeAsync();
    }
}
