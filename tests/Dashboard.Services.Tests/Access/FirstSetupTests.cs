using Dashboard.Services.Access;

namespace Dashboard.Services.Tests.Access;

public sealed class FirstSetupTests
{
    [Fact]
    public async Task Prepare_NoAccount_WritesPrivateTokenFile()
    {
        await using var access = await OpenAsync();
        var token = access.Get<SetupToken>().Value!;

        Assert.Equal(token, File.ReadAllText(access.Data.SetupTokenFile).Trim());
        Assert.Equal(22, token.Length);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(access.Data.SetupTokenFile));
    }

    [Fact]
    public async Task Complete_RightToken_MakesAdminOnceAndRemovesFile()
    {
        await using var access = await OpenAsync();
        var token = access.Get<SetupToken>().Value!;

        var first = await CompleteAsync(access, token, "kim");
        var again = await CompleteAsync(access, token, "eve");

        Assert.Equal(Right.All, (await access.Sessions.FindAsync(first.Secret!, default))!.Actor.Rights);
        Assert.True(again.IsTooLate);
        Assert.Null(again.Secret);
        Assert.False(File.Exists(access.Data.SetupTokenFile));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Complete_WrongToken_IsRefusedAndSlowedDown(string? token)
    {
        await using var access = await OpenAsync();

        Assert.Equal(SignInOutcome.Wrong, await CompleteAsync(access, token, "eve"));
        for (var attempt = 0; attempt < 6; attempt++)
            await CompleteAsync(access, token, "eve");

        Assert.True((await CompleteAsync(access, token, "eve")).Wait > TimeSpan.Zero);
        Assert.NotNull((await CompleteAsync(access, access.Get<SetupToken>().Value, "kim")).Secret);
    }

    [Fact]
    public async Task Complete_ManyAtOnce_OneWins()
    {
        await using var access = await OpenAsync();
        var token = access.Get<SetupToken>().Value;

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => CompleteAsync(access, token, $"user{n}"))));

        Assert.Single(results, r => r.Secret is not null);
        Assert.Equal(7, results.Count(r => r.IsTooLate));
    }

    [Fact]
    public async Task Complete_TwoProcessesAtOnce_OneWins()
    {
        await using var access = await OpenAsync();
        await using var other = AccessFixture.At(access.Directory);
        await PrepareAsync(other);

        var results = await Task.WhenAll(
            Task.Run(() => CompleteAsync(access, access.Get<SetupToken>().Value, "kim")),
            Task.Run(() => CompleteAsync(other, other.Get<SetupToken>().Value, "eve")));

        Assert.Single(results, r => r.Secret is not null);
        Assert.Single(results, r => r.IsTooLate);
    }

    [Fact]
    public async Task IsOpen_AccountMadeByAnotherProcess_ClosesForGood()
    {
        await using var access = await OpenAsync();
        Assert.True(await access.InScopeAsync((FirstSetup s) => s.IsOpenAsync(default)));

        await access.AddUserAsync();

        Assert.False(await access.InScopeAsync((FirstSetup s) => s.IsOpenAsync(default)));
        Assert.False(File.Exists(access.Data.SetupTokenFile));
    }

    [Fact]
    public async Task Complete_WeakNameAndPassword_NamesBothProblems()
    {
        await using var access = await OpenAsync();

        var result = await CompleteAsync(access, access.Get<SetupToken>().Value, "kim min", "password1234");

        Assert.Equal(["InvalidUserName", "PasswordTooCommon"], result.Problems.Order());
        Assert.NotNull(access.Get<SetupToken>().Value);
    }

    private static async Task<AccessFixture> OpenAsync()
    {
        var access = await AccessFixture.CreateAsync();
        await PrepareAsync(access);
        return access;
    }

    private static Task<int> PrepareAsync(AccessFixture access) => access.InScopeAsync(async (FirstSetup s) =>
    {
        await s.PrepareAsync(default);
        return 0;
    });

    private static Task<SignInOutcome> CompleteAsync(
        AccessFixture access, string? token, string name, string password = AccessFixture.Password) =>
        access.InScopeAsync((FirstSetup s) => s.CompleteAsync(token, name, password, new Visitor("192.0.2.7", "test"), default));
}
