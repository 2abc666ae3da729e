namespace Dashboard.Services.Tests.Access;

public sealed class ApiTokenStoreTests
{
    [Fact]
    public async Task Find_Fresh_IsItsOwner()
    {
        await using var access = await AccessFixture.CreateAsync();
        var user = await access.AddUserAsync();
        var token = await access.Tokens.CreateAsync(user.Id, "ci", TimeSpan.FromDays(1), default);

        var signedIn = await access.Tokens.FindAsync(token, default);

        Assert.Matches("^dsh_[A-Za-z0-9_-]{43}$", token);
        Assert.Equal(("kim", "api"), (signedIn!.Actor.UserName, signedIn.Actor.Origin));
    }

    [Fact]
    public async Task Find_Expired_IsNull()
    {
        await using var access = await AccessFixture.CreateAsync();
        var token = await access.Tokens.CreateAsync((await access.AddUserAsync()).Id, "ci", TimeSpan.FromHours(1), default);

        access.Time.Advance(TimeSpan.FromHours(1));

        Assert.Null(await access.Tokens.FindAsync(token, default));
    }

    [Fact]
    public async Task Revoke_WhileInUse_EndsItAtOnce()
    {
        await using var access = await AccessFixture.CreateAsync();
        var token = await access.Tokens.CreateAsync((await access.AddUserAsync()).Id, "ci", TimeSpan.FromDays(1), default);
        var key = (await access.Tokens.FindAsync(token, default))!.Key;
        var aborted = false;
        using var registration = access.Registry.Register(key, () => aborted = true);

        await access.Tokens.RevokeAsync(key, default);

        Assert.True(aborted);
        Assert.Null(await access.Tokens.FindAsync(token, default));
        Assert.False(await access.Tokens.IsAliveAsync(key, default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("dsh_")]
    [InlineData("dsh_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("something else")]
    public async Task Find_Unknown_IsNull(string token)
    {
        await using var access = await AccessFixture.CreateAsync();

        Assert.Null(await access.Tokens.FindAsync(token, default));
    }
}
