using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Storage;
using Dashboard.Services.Tests.Access;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.Tests.Audit;

public sealed class AuditLogTests
{
    private static readonly Actor _kim = new("1", "kim", Right.All, "browser");

    [Fact]
    public async Task Complete_Intent_IsARowThatRefersToIt()
    {
        await using var access = await AccessFixture.CreateAsync();

        var intent = await access.Audit.BeginAsync(_kim, "local", "docker stop web", default);
        await access.Audit.CompleteAsync(intent, "ok", default);

        await using var context = await access.Get<IDbContextFactory<DashboardDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var rows = await context.AuditRows.OrderBy(r => r.Number).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([(AuditKind.Intent, null, ""), (AuditKind.Outcome, (long?)intent, "ok")], rows.Select(r => (r.Kind, r.Intent, r.Outcome)));
        Assert.All(rows, r => Assert.Equal(("kim", "browser", "local", "docker stop web"), (r.UserName, r.Origin, r.Environment, r.Action)));
        Assert.All(rows, r => Assert.Equal(access.Time.GetUtcNow(), r.Time));
    }

    [Fact]
    public async Task Record_ManyAtOnceFromTwoProcesses_IsOneChain()
    {
        await using var access = await AccessFixture.CreateAsync();
        await using var other = AccessFixture.At(access.Directory);

        await Task.WhenAll(Enumerable.Range(0, 60).Select(n =>
            Task.Run(() => (n % 2 == 0 ? access : other).Audit.RecordAsync(_kim, "", $"n{n}", "ok", default))));

        var verdict = await access.Verifier.VerifyAsync(default);
        Assert.Equal((60L, null), (verdict.Rows, verdict.FirstBad));
    }

    [Fact]
    public async Task Begin_TableGone_IsUnavailableAndHeals()
    {
        await using var access = await AccessFixture.CreateAsync();
        await ExecuteAsync(access, "ALTER TABLE Audit RENAME TO Hidden");
        await Assert.ThrowsAsync<AuditUnavailableException>(() => access.Audit.BeginAsync(_kim, "", "x", default));

        await ExecuteAsync(access, "ALTER TABLE Hidden RENAME TO Audit");
        Assert.Equal(1, await access.Audit.BeginAsync(_kim, "", "x", default));
    }

    [Theory]
    [InlineData("UPDATE Audit SET Outcome = 'x'")]
    [InlineData("DELETE FROM Audit")]
    public async Task Table_ChangedBySql_Refuses(string sql)
    {
        await using var access = await AccessFixture.CreateAsync();
        await access.Audit.RecordAsync(_kim, "", "x", "ok", default);

        var refusal = await Assert.ThrowsAsync<SqliteException>(() => ExecuteAsync(access, sql));

        Assert.Contains("append-only", refusal.Message);
    }

    [Fact]
    public async Task Record_RowsWereRemovedMeanwhile_RefusesToHideIt()
    {
        await using var access = await AccessFixture.CreateAsync();
        await access.Audit.RecordAsync(_kim, "", "a", "ok", default);
        var one = File.ReadAllBytes(access.Data.AuditHeadFile);
        await access.Audit.RecordAsync(_kim, "", "b", "ok", default);
        var head = System.Text.Encoding.UTF8.GetString(one).Trim().Split(' ');
        await ExecuteAsync(access, $"DROP TRIGGER AuditKeepsRows; DELETE FROM Audit WHERE Number = 2; UPDATE AuditHead SET Number = 1, Hash = x'{head[1]}'");
        await using var restarted = AccessFixture.At(access.Directory);

        var refusal = await Assert.ThrowsAsync<AuditUnavailableException>(() => restarted.Audit.RecordAsync(_kim, "", "c", "ok", default));

        Assert.Contains("audit verify", refusal.Message);
        Assert.Equal(2, (await restarted.Verifier.VerifyAsync(default)).FirstBad);
    }

    internal static async Task ExecuteAsync(AccessFixture access, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={access.Data.DatabaseFile};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
