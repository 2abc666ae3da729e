using Dashboard.Services.Access;
using Dashboard.Services.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dashboard.Services.Tests.Access;

public sealed class SignInTests
{
    [Fact]
    public async Task WithPassword_Right_BeginsSession()
    {
        await using var access = await AccessFixture.CreateAsync();
        var user = await access.AddUserAsync();

        var result = await access.SignInAsync("KIM", AccessFixture.Password);

        var signedIn = await access.Sessions.FindAsync(result.Secret!, default);
        Assert.Equal(user.Id, signedIn!.Actor.UserId);
        Assert.Equal(("kim", Right.All, "browser"), (signedIn.Actor.UserName, signedIn.Actor.Rights, signedIn.Actor.Origin));
    }

    [Theory]
    [InlineData("kim", "wrong password here")]
    [InlineData("kim", "")]
    [InlineData("nobody", AccessFixture.Password)]
    [InlineData("", "")]
    public async Task WithPassword_WrongOrUnknown_IsRefusedAlike(string name, string password)
    {
        await using var access = await AccessFixture.CreateAsync();
        await access.AddUserAsync();

        Assert.Equal(SignInOutcome.Wrong, await access.SignInAsync(name, password));
    }

    [Fact]
    public async Task WithPassword_WhileWaiting_IsRefusedWithoutLooking()
    {
        await using var access = await AccessFixture.CreateAsync();
        await access.AddUserAsync();
        for (var attempt = 0; attempt < 4; attempt++)
            await access.SignInAsync("kim", "wrong password here", $"192.0.2.{attempt}");

        var early = await access.SignInAsync("kim", AccessFixture.Password);
        access.Time.Advance(early.Wait);
        var later = await access.SignInAsync("kim", AccessFixture.Password);

        Assert.Equal((null, TimeSpan.FromSeconds(1)), (early.Secret, early.Wait));
        Assert.NotNull(later.Secret);
    }

    [Fact]
    public async Task WithPassword_StrangerHammers_OwnerGetsInFromFamiliarAddress()
    {
        await using var access = await AccessFixture.CreateAsync();
        await access.AddUserAsync();
        await access.SignInAsync("kim", AccessFixture.Password, "198.51.100.1");
        for (var attempt = 0; attempt < 20; attempt++)
            await access.SignInAsync("kim", "wrong password here", $"192.0.2.{attempt}");

        Assert.True((await access.SignInAsync("kim", AccessFixture.Password, "203.0.113.9")).Wait > TimeSpan.Zero);
        Assert.NotNull((await access.SignInAsync("kim", AccessFixture.Password, "198.51.100.1")).Secret);
    }

    [Fact]
    public async Task WithPassword_OneAddressTriesManyNames_WaitsToo()
    {
        await using var access = await AccessFixture.CreateAsync();
        for (var attempt = 0; attempt < 7; attempt++)
            await access.SignInAsync($"name{attempt}", "wrong password here");

        Assert.True((await access.SignInAsync("another", "wrong password here")).Wait > TimeSpan.Zero);
    }

    [Fact]
    public async Task WithPassword_ThousandWrongTries_AreSlowedDownToHours()
    {
        await using var access = await AccessFixture.CreateAsync();
        await access.AddUserAsync();
        var began = access.Time.GetUtcNow();
        var tries = 0;
        while (tries < 1000)
        {
            // Always from somewhere else, so that only the account's delay holds them up.
            var outcome = await access.SignInAsync("kim", "wrong password here", $"10.{tries / 250}.{tries % 250}.1");
            Assert.Null(outcome.Secret);
            tries += outcome.Wait == TimeSpan.Zero ? 1 : 0;
            access.Time.Advance(outcome.Wait);
        }

        // 30 s each, once the delays have grown.
        Assert.InRange((access.Time.GetUtcNow() - began).TotalHours, 8, 9);
    }

    [Fact]
    public async Task WithPassword_UnknownName_DoesNotWriteDownWhatWasTyped()
    {
        await using var access = await AccessFixture.CreateAsync();

        await access.SignInAsync("my secret password", "x");

        var contexts = access.Get<IDbContextFactory<DashboardDbContext>>();
        await using var context = await contexts.CreateDbContextAsync(TestContext.Current.CancellationToken);
        var row = await context.AuditRows.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("sign-in", "(unknown name)"), (row.Action, row.UserName));
    }

    [Fact]
    public async Task Out_EndsSessionAndAbortsWhatIsOpen()
    {
        await using var access = await AccessFixture.CreateAsync();
        await access.AddUserAsync();
        var secret = (await access.SignInAsync("kim", AccessFixture.Password)).Secret!;
        var signedIn = (await access.Sessions.FindAsync(secret, default))!;
        var aborted = 0;
        using var registration = access.Registry.Register(signedIn.Key, () => aborted++);

        await access.InScopeAsync(async (SignIn s) =>
        {
            await s.OutAsync(signedIn.Actor, signedIn.Key, default);
            return 0;
        });

        Assert.Null(await access.Sessions.FindAsync(secret, default));
        Assert.Equal(1, aborted);
    }

    [Fact]
    public void PasswordHasher_AsConfigured_IteratesEnough()
    {
        var services = new ServiceCollection();
        services.AddAccess();
        using var provider = services.BuildServiceProvider();

        Assert.True(provider.GetRequiredService<IOptions<PasswordHasherOptions>>().Value.IterationCount >= 210_000);
    }
}
