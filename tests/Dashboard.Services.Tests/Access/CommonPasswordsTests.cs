using Dashboard.Services.Access;

namespace Dashboard.Services.Tests.Access;

public sealed class CommonPasswordsTests
{
    [Theory]
    [InlineData("password1234")]
    [InlineData("Passw0rd!2024")]
    [InlineData("123456789012")]
    [InlineData("qwertyuiopas")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abababababab")]
    [InlineData("Administrator1!")]
    [InlineData("kimkimkimkim")]
    [InlineData("kim-2024-2024")]
    [InlineData("1q2w3e4r5t6y")]
    [InlineData("correcthorsebatterystaple")]
    public void IsCommon_GuessedFirst_IsTrue(string password) => Assert.True(CommonPasswords.IsCommon(password, "kim"));

    [Theory]
    [InlineData("drowsy lantern over quarry")]
    [InlineData("kim likes long walks")]
    [InlineData("한국어로 쓴 긴 비밀번호")]
    [InlineData("x7#kQ9!mZ2@w")]
    [InlineData("dockerhaspenguins")]
    public void IsCommon_Unlikely_IsFalse(string password) => Assert.False(CommonPasswords.IsCommon(password, "kim"));

    [Theory]
    [InlineData("short")]
    [InlineData("elevenchars")]
    public async Task Create_TooShort_IsRefused(string password)
    {
        await using var access = await AccessFixture.CreateAsync();

        var result = await access.InScopeAsync((Accounts a) => a.CreateAdminAsync("kim", password, false, default));

        Assert.Contains(result.Errors, e => e.Code == "PasswordTooShort");
    }

    [Theory]
    [InlineData(128, true)]
    [InlineData(1024, true)]
    [InlineData(1025, false)]
    public async Task Create_Long_IsAcceptedUpToItsLimit(int length, bool accepted)
    {
        await using var access = await AccessFixture.CreateAsync();
        var password = string.Concat(Enumerable.Range(0, length).Select(n => (char)('a' + n * 7 % 26)));

        var result = await access.InScopeAsync((Accounts a) => a.CreateAdminAsync("kim", password, false, default));

        Assert.Equal(accepted, result.Succeeded);
    }

    [Theory]
    [InlineData("kim", true)]
    [InlineData("김민수", true)]
    [InlineData("kim.min-su_1@example", true)]
    [InlineData("", false)]
    [InlineData("kim min", false)]
    [InlineData("kim\n", false)]
    [InlineData("System", false)]
    [InlineData("cli", false)]
    [InlineData("ｋｉｍ", false)]
    public async Task Create_Name_FollowsTheRules(string name, bool accepted)
    {
        await using var access = await AccessFixture.CreateAsync();

        var result = await access.InScopeAsync((Accounts a) => a.CreateAdminAsync(name, AccessFixture.Password, false, default));

        Assert.Equal(accepted, result.Succeeded);
    }
}
