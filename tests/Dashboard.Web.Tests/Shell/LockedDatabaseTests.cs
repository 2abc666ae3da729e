using System.Net;
using Dashboard.Services.Access;
using Dashboard.Services.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Shell;

/// <summary>Another process holds the database: what is looked at goes on, and sign-in and health say what is wrong.</summary>
public sealed class LockedDatabaseTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_DatabaseIsLocked_AreShownAndSignInAndReadinessTellTheTruth()
    {
        await using var dashboard = new DashboardFactory();
        using var browser = await dashboard.SignedInAsync();
        using var stranger = dashboard.Browser();
        Assert.Equal("ready\n", await stranger.GetStringAsync("/readyz", Stop));
        await using var locked = new SqliteConnection($"Data Source={dashboard.Services.GetRequiredService<DataDirectory>().DatabaseFile};Pooling=False");
        await locked.OpenAsync(Stop);
        await using var command = locked.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        await command.ExecuteNonQueryAsync(Stop);
        dashboard.Time.Advance(SessionStore.TouchEvery * 2);

        using (var view = await browser.GetAsync("/containers", Stop))
        {
            Assert.Equal(HttpStatusCode.OK, view.StatusCode);
        }

        using (var ready = await stranger.GetAsync("/readyz", Stop))
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "the database can't be written\n"), (ready.StatusCode, await ready.Content.ReadAsStringAsync(Stop)));
        }

        using (var signIn = await DashboardFactory.PostFormAsync(stranger, "/sign-in", new() { ["UserName"] = "kim", ["Password"] = DashboardFactory.Password }))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, signIn.StatusCode);
            Assert.Contains("write its database at the moment", await signIn.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }

        await locked.CloseAsync();
        dashboard.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("ready\n", await stranger.GetStringAsync("/readyz", Stop));
        using var again = await DashboardFactory.PostFormAsync(stranger, "/sign-in", new() { ["UserName"] = "kim", ["Password"] = DashboardFactory.Password });
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
    }
}
