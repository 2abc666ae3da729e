using Dashboard.Services.Access;
using Dashboard.Services.Tests.Access;

namespace Dashboard.Services.Tests.Audit;

public sealed class AuditVerifierTests
{
    private const int Rows = 6;

    [Fact]
    public async Task Verify_Untouched_IsIntact()
    {
        await using var access = await WrittenAsync();

        var verdict = await access.Verifier.VerifyAsync(default);

        Assert.Equal("The audit log is intact: 6 rows.", verdict.ToString());
    }

    [Fact]
    public async Task Verify_Empty_IsIntact()
    {
        await using var access = await AccessFixture.CreateAsync();

        Assert.Null((await access.Verifier.VerifyAsync(default)).FirstBad);
    }

    [Theory]
    [InlineData("UPDATE Audit SET Outcome = 'refused' WHERE Number = 3", 3)]
    [InlineData("UPDATE Audit SET Time = Time + 1 WHERE Number = 1", 1)]
    [InlineData("UPDATE Audit SET Kind = 2 WHERE Number = 5", 5)]
    [InlineData("UPDATE Audit SET Intent = 1 WHERE Number = 5", 5)]
    [InlineData("UPDATE Audit SET UserName = UserName || Origin, Origin = '' WHERE Number = 4", 4)]
    [InlineData("UPDATE Audit SET Action = x'00ff' WHERE Number = 4", 4)]
    [InlineData("UPDATE Audit SET Hash = zeroblob(32) WHERE Number = 2", 2)]
    [InlineData("UPDATE Audit SET PreviousHash = zeroblob(32) WHERE Number = 2", 2)]
    [InlineData("DELETE FROM Audit WHERE Number = 1", 1)]
    [InlineData("DELETE FROM Audit WHERE Number = 3", 3)]
    [InlineData("DELETE FROM Audit WHERE Number = 6", 6)]
    [InlineData("DELETE FROM Audit WHERE Number > 2", 3)]
    [InlineData("DELETE FROM Audit", 1)]
    [InlineData("DELETE FROM Audit; DELETE FROM AuditHead", 1)]
    [InlineData("DELETE FROM Audit WHERE Number = 6; UPDATE AuditHead SET Number = 5, Hash = (SELECT Hash FROM Audit WHERE Number = 5)", 6)]
    [InlineData("UPDATE Audit SET Number = 99 WHERE Number = 2; UPDATE Audit SET Number = 2 WHERE Number = 3; UPDATE Audit SET Number = 3 WHERE Number = 99", 2)]
    [InlineData("INSERT INTO Audit SELECT 7, Time, Kind, Intent, UserId, UserName, Origin, Environment, Action, Outcome, PreviousHash, Hash FROM Audit WHERE Number = 6", 7)]
    public async Task Verify_Tampered_NamesTheFirstBadRow(string sql, long firstBad)
    {
        await using var access = await WrittenAsync();
        await AuditLogTests.ExecuteAsync(access, ColumnOrder(sql));

        Assert.Equal(firstBad, (await access.Verifier.VerifyAsync(default)).FirstBad);
    }

    [Theory]
    [InlineData("")]
    [InlineData("6 nonsense\n")]
    [InlineData("7 0000000000000000000000000000000000000000000000000000000000000000\n")]
    [InlineData("6 0000000000000000000000000000000000000000000000000000000000000000\n")]
    public async Task Verify_HeadFileTampered_IsFound(string content)
    {
        await using var access = await WrittenAsync();
        await File.WriteAllTextAsync(access.Data.AuditHeadFile, content, TestContext.Current.CancellationToken);

        Assert.NotNull((await access.Verifier.VerifyAsync(default)).FirstBad);
    }

    [Fact]
    public async Task Verify_HeadFileRemoved_IsFound()
    {
        await using var access = await WrittenAsync();
        File.Delete(access.Data.AuditHeadFile);

        Assert.NotNull((await access.Verifier.VerifyAsync(default)).FirstBad);
    }

    private static string ColumnOrder(string sql) => "DROP TRIGGER AuditKeepsRows; DROP TRIGGER AuditKeepsWords; PRAGMA ignore_check_constraints = 1; " + sql
        .Replace("INSERT INTO Audit SELECT", "INSERT INTO Audit (Number, Time, Kind, Intent, UserId, UserName, Origin, Environment, Action, Outcome, PreviousHash, Hash) SELECT", StringComparison.Ordinal);

    private static async Task<AccessFixture> WrittenAsync()
    {
        var access = await AccessFixture.CreateAsync();
        var actor = new Actor("1", "kim", Right.All, "browser");
        for (var pair = 0; pair < Rows / 2; pair++)
        {
            var intent = await access.Audit.BeginAsync(actor, "local", "docker stop web", default);
            await access.Audit.CompleteAsync(intent, "ok", default);
            access.Time.Advance(TimeSpan.FromSeconds(1));
        }

        return access;
    }
}
