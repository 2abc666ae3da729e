using System.Diagnostics;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Consoles;
using Dashboard.Services.Environments;
using Dashboard.Services.Storage;
using Dashboard.Services.Tests.Access;
using Dashboard.Testing;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Tests.Storage;

/// <summary>A database that takes nothing for a while: reads go on without their notes, and whatever has to be written says so.</summary>
public sealed class DatabaseFaultTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Notes_DatabaseTakesNothing_NeverFailARead(bool isFull)
    {
        await using var fault = await DatabaseFault.CreateAsync(isFull);
        var access = fault.Access;
        var user = await access.AddUserAsync();
        var secret = (await access.SignInAsync("kim", AccessFixture.Password)).Secret!;
        var token = await access.Tokens.CreateAsync(user.Id, "script", TimeSpan.FromDays(1), Stop);
        var actor = (await access.Sessions.FindAsync(secret, Stop))!.Actor;
        await fault.BeginAsync();
        access.Time.Advance(SessionStore.TouchEvery * 2);
        var clock = Stopwatch.StartNew();

        Assert.NotNull(await access.Sessions.FindAsync(secret, Stop));
        Assert.NotNull(await access.Tokens.FindAsync(token, Stop));
        using var engine = new FakeEngine();
        await access.Get<IConsoleHistory>().AddAsync(actor, engine.Local, TypedScript.Read("docker ps").Single(), Stop);

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Empty(await access.Get<IConsoleHistory>().SearchAsync(actor, "", 10, Stop));
        fault.End();
        access.Time.Advance(DatabaseNotes.Pause * 2);
        await access.Get<IConsoleHistory>().AddAsync(actor, engine.Local, TypedScript.Read("docker ps").Single(), Stop);
        Assert.Equal(["docker ps"], await access.Get<IConsoleHistory>().SearchAsync(actor, "", 10, Stop));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Session_UsedWhileTheDatabaseTakesNothing_DoesNotRunOut(bool isFull)
    {
        await using var fault = await DatabaseFault.CreateAsync(isFull);
        var access = fault.Access;
        await access.AddUserAsync();
        var secret = (await access.SignInAsync("kim", AccessFixture.Password)).Secret!;
        await fault.BeginAsync();

        for (var passed = TimeSpan.Zero; passed < access.Sessions.Idle * 1.5; passed += access.Sessions.Idle / 3)
        {
            access.Time.Advance(access.Sessions.Idle / 3);
            Assert.NotNull(await access.Sessions.FindAsync(secret, Stop));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SignIn_DatabaseTakesNothing_SaysSo(bool isFull)
    {
        await using var fault = await DatabaseFault.CreateAsync(isFull);
        await fault.Access.AddUserAsync();
        await fault.BeginAsync();

        var error = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => fault.Access.SignInAsync("kim", AccessFixture.Password));

        Assert.Contains(isFull ? "full" : "locked", error.Message, StringComparison.Ordinal);
        Assert.Null((await fault.Access.SignInAsync("kim", "a wrong password, though")).Secret);
        fault.End();
        fault.Access.Time.Advance(TimeSpan.FromHours(1));
        Assert.NotNull((await fault.Access.SignInAsync("kim", AccessFixture.Password)).Secret);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Probe_DatabaseTakesNothing_TellsAndHeals(bool isFull)
    {
        await using var fault = await DatabaseFault.CreateAsync(isFull);
        var database = fault.Access.Database;
        // As the program does: while nobody has it open, a full disk has no room for the files of SQLite's log, and nothing can be read.
        await using var open = new SqliteConnection(Database.ConnectionString(fault.Access.Data.DatabaseFile));
        await open.OpenAsync(Stop);
        await using var read = open.CreateCommand();
        read.CommandText = "SELECT COUNT(*) FROM AspNetUsers";
        await read.ExecuteScalarAsync(Stop);
        Assert.Equal(DatabaseState.Usable, await database.ProbeAsync(Stop));
        await fault.BeginAsync();
        Assert.Equal(DatabaseState.Usable, await database.ProbeAsync(Stop));

        fault.Access.Time.Advance(Database.ProbeEvery);
        Assert.Equal(DatabaseState.Unwritable, await database.ProbeAsync(Stop));

        fault.End();
        fault.Access.Time.Advance(Database.ProbeEvery);
        Assert.Equal(DatabaseState.Usable, await database.ProbeAsync(Stop));
    }
}
