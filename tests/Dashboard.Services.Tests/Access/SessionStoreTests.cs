using Dashboard.Services.Access;
using Dashboard.Services.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.Tests.Access;

public sealed class SessionStoreTests
{
    [Fact]
    public async Task Find_InUse_GoesOnUntilTheMaximum()
    {
        await using var access = await AccessFixture.CreateAsync();
        var secret = await BeginAsync(access);
        for (var minutes = 0; minutes < 12 * 60 - 20; minutes += 20)
        {
            Assert.NotNull(await access.Sessions.FindAsync(secret, default));
            access.Time.Advance(TimeSpan.FromMinutes(20));
        }

        Assert.NotNull(await access.Sessions.FindAsync(secret, default));
        access.Time.Advance(TimeSpan.FromMinutes(20));
        Assert.Null(await access.Sessions.FindAsync(secret, default));
    }

    [Fact]
    public async Task Find_Idle_EndsAfterHalfAnHour()
    {
        await using var access = await AccessFixture.CreateAsync();
        var secret = await BeginAsync(access);

        access.Time.Advance(TimeSpan.FromMinutes(30));

        Assert.Null(await access.Sessions.FindAsync(secret, default));
    }

    [Fact]
    public async Task Find_UnknownSecret_IsNull()
    {
        await using var access = await AccessFixture.CreateAsync();
        await BeginAsync(access);

        Assert.Null(await access.Sessions.FindAsync("AAAA", default));
    }

    [Fact]
    public async Task Begin_Database_HoldsNoSecret()
    {
        await using var access = await AccessFixture.CreateAsync();
        var secret = await BeginAsync(access);

        await using var context = await access.Get<IDbContextFactory<DashboardDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var session = await context.Sessions.SingleAsync(TestContext.Current.CancellationToken);
        Assert.NotEqual(secret, session.Id);
        Assert.Equal("192.0.2.7", session.Address);
    }

    [Fact]
    public async Task Sweep_SessionRanOut_AbortsOnlyItsConnections()
    {
        await using var access = await AccessFixture.CreateAsync();
        var old = (await access.Sessions.FindAsync(await BeginAsync(access), default))!.Key;
        access.Time.Advance(TimeSpan.FromMinutes(29));
        var young = (await access.Sessions.FindAsync(await BeginAsync(access, "lee"), default))!.Key;
        var aborted = new List<string>();
        using var first = access.Registry.Register(old, () => aborted.Add("old"));
        using var second = access.Registry.Register(young, () => aborted.Add("young"));

        access.Time.Advance(TimeSpan.FromMinutes(1));
        await access.Get<SessionSweep>().SweepAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["old"], aborted);
    }

    [Fact]
    public async Task Registry_OneAbortThrows_OthersAreAbortedAllTheSame()
    {
        await using var access = await AccessFixture.CreateAsync();
        var key = new SessionKey("u", "s");
        var aborted = 0;
        using var a = access.Registry.Register(key, () => throw new InvalidOperationException());
        using var b = access.Registry.Register(key, () => aborted++);
        using var other = access.Registry.Register(new SessionKey("u", "t"), () => aborted += 10);

        access.Registry.Abort(key);
        access.Registry.AbortUser("u");

        Assert.Equal(11, aborted);
        Assert.Empty(access.Registry.Open);
    }

    private static async Task<string> BeginAsync(AccessFixture access, string name = "kim") =>
        await access.Sessions.BeginAsync((await access.AddUserAsync(name)).Id, "192.0.2.7", "test", default);
}
