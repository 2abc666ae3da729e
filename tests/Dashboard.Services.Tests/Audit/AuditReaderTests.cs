using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Commands;
using Dashboard.Services.Tests.Access;

namespace Dashboard.Services.Tests.Audit;

public sealed class AuditReaderTests
{
    private static readonly Actor _kim = new("1", "kim", Right.All, "browser");
    private static readonly Actor _lee = new("2", "lee", Right.All, "api");

    [Fact]
    public async Task ReadAsync_Entries_JoinIntentAndOutcomeNewestFirst()
    {
        await using var access = await FilledAsync();

        var entries = await access.Get<IAuditReader>().ReadAsync(_kim, new AuditFilter(), null, 100, TestContext.Current.CancellationToken);

        Assert.Equal(
            [("sign-in", "refused: wrong password"), ("docker rm 100%_sure", null), ("docker stop db", "failed: No such container: db"), ("docker stop web", "ok")],
            entries.Select(e => (e.Action, e.Outcome)));
    }

    [Theory]
    [InlineData("KIM", "", "docker rm 100%_sure|docker stop web")]
    [InlineData("", "STOP", "docker stop db|docker stop web")]
    [InlineData("", "no such", "docker stop db")]
    [InlineData("", "refused", "sign-in")]
    [InlineData("", "0%_s", "docker rm 100%_sure")]
    [InlineData("", "%", "docker rm 100%_sure")]
    [InlineData("lee", "web", "")]
    public async Task ReadAsync_Filtered_GivesWhatMatchesAsText(string user, string text, string expected)
    {
        await using var access = await FilledAsync();
        var entries = await access.Get<IAuditReader>().ReadAsync(_kim, new AuditFilter(user, text), null, 100, TestContext.Current.CancellationToken);
        Assert.Equal(expected, string.Join('|', entries.Select(e => e.Action)));
    }

    [Fact]
    public async Task ReadAsync_ByDay_KeepsToIt()
    {
        await using var access = await AccessFixture.CreateAsync();
        await access.Audit.RecordAsync(_kim, "", "first", "ok", default);
        access.Time.Advance(TimeSpan.FromDays(1));
        var second = access.Time.GetUtcNow();
        await access.Audit.RecordAsync(_kim, "", "second", "ok", default);

        var reader = access.Get<IAuditReader>();
        var from = await reader.ReadAsync(_kim, new AuditFilter(From: second), null, 100, TestContext.Current.CancellationToken);
        var to = await reader.ReadAsync(_kim, new AuditFilter(To: second), null, 100, TestContext.Current.CancellationToken);

        Assert.Equal(("second", "first"), (Assert.Single(from).Action, Assert.Single(to).Action));
    }

    [Fact]
    public async Task ReadAsync_InPages_GivesEachEntryOnce()
    {
        await using var access = await AccessFixture.CreateAsync();
        for (var i = 1; i <= 7; i++)
        {
            await access.Audit.RecordAsync(_kim, "", $"n{i}", "ok", default);
        }

        List<string> seen = [];
        long? before = null;
        while (await access.Get<IAuditReader>().ReadAsync(_kim, new AuditFilter(), before, 3, TestContext.Current.CancellationToken) is { Count: > 0 } page)
        {
            seen.AddRange(page.Select(e => e.Action));
            before = page[^1].Number;
        }

        Assert.Equal(["n7", "n6", "n5", "n4", "n3", "n2", "n1"], seen);
    }

    [Fact]
    public async Task ReadAllAsync_MoreThanAPage_GivesAllOldestFirst()
    {
        await using var access = await AccessFixture.CreateAsync();
        for (var i = 0; i < 501; i++)
        {
            await access.Audit.RecordAsync(_kim, "", $"n{i}", "ok", default);
        }

        List<string> all = [];
        await foreach (var entry in access.Get<IAuditReader>().ReadAllAsync(_kim, new AuditFilter(), TestContext.Current.CancellationToken))
        {
            all.Add(entry.Action);
        }

        Assert.Equal(Enumerable.Range(0, 501).Select(i => $"n{i}"), all);
    }

    [Fact]
    public async Task ReadAsync_WithoutManage_IsRefused()
    {
        await using var access = await AccessFixture.CreateAsync();
        var operatorOnly = new Actor("3", "op", Right.View | Right.Operate, "browser");
        var e = await Assert.ThrowsAsync<EngineErrorException>(
            () => access.Get<IAuditReader>().ReadAsync(operatorOnly, new AuditFilter(), null, 10, TestContext.Current.CancellationToken));
        Assert.Equal(EngineErrorKind.Refused, e.Error.Kind);
    }

    [Fact]
    public async Task ReadOfAsync_OneThing_IsAllToWhoMayManageAndOnesOwnToOthers()
    {
        await using var access = await FilledAsync();
        var now = access.Time.GetUtcNow();
        var lee = new Actor("2", "lee", Right.View, "browser");
        var stranger = new Actor("", "", Right.View, "browser");

        Assert.Equal(["docker rm 100%_sure", "docker stop db", "docker stop web"], await ReadAsync(_kim, "local", ["WEB", "db", "100%_s"]));
        Assert.Equal(["docker stop db"], await ReadAsync(lee, "local", ["web", "db"]));
        Assert.Empty(await ReadAsync(stranger, "", ["sign-in"]));
        Assert.Empty(await ReadAsync(_kim, "nas", ["web"]));
        Assert.Empty(await ReadAsync(_kim, "local", []));
        Assert.Empty(await ReadAsync(_kim, "local", ["%"], now.AddDays(1)));

        async Task<IEnumerable<string>> ReadAsync(Actor actor, string environment, string[] words, DateTimeOffset? since = null) =>
            (await access.Get<IAuditReader>().ReadOfAsync(actor, environment, words, since ?? now.AddDays(-1), 10, TestContext.Current.CancellationToken)).Select(e => e.Action);
    }

    private static async Task<AccessFixture> FilledAsync()
    {
        var access = await AccessFixture.CreateAsync();
        var web = await access.Audit.BeginAsync(_kim, "local", "docker stop web", default);
        var db = await access.Audit.BeginAsync(_lee, "local", "docker stop db", default);
        await access.Audit.CompleteAsync(db, "failed: No such container: db", default);
        await access.Audit.CompleteAsync(web, "ok", default);
        await access.Audit.BeginAsync(_kim, "local", "docker rm 100%_sure", default);
        await access.Audit.RecordAsync(new Actor("", "", Right.None, "browser"), "", "sign-in", "refused: wrong password", default);
        return access;
    }
}
