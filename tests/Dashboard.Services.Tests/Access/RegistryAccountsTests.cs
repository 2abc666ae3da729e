using System.Text;
using Dashboard.Services.Access;
using Dashboard.Services.Access.Registries;
using Dashboard.Services.Commands;
using Dashboard.Services.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.Tests.Access;

public sealed class RegistryAccountsTests
{
    private static readonly ResourceName _local = ResourceName.Of("local");
    private static readonly Actor _kim = new("k", "kim", Right.All, "cli");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Set_Password_IsSealedInTheFileAndReadBackOnlyAsAHeader()
    {
        await using var access = await AccessFixture.CreateAsync();
        var accounts = access.Get<IRegistryAccounts>();

        await accounts.SetAsync(_kim, _local, "quay.io", new RegistryCredentials("kim", "pass-Wort-§", false), Stop);

        await using (var context = await access.Get<IDbContextFactory<DashboardDbContext>>().CreateDbContextAsync(Stop))
        {
            var row = await context.Registries.SingleAsync(Stop);
            Assert.Equal(("quay.io", "kim", "kim", access.Time.GetUtcNow()), (row.Address, row.UserName, row.SetBy, row.Since));
            Assert.DoesNotContain("pass-Wort", row.SealedSecret, StringComparison.Ordinal);
        }

        // SQLite's shared memory comes and goes with its connections, and holds no rows.
        foreach (var file in Directory.EnumerateFiles(access.Directory, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)))
        {
            Assert.DoesNotContain("pass-Wort", Encoding.UTF8.GetString(await ReadSharedAsync(file)), StringComparison.Ordinal);
        }

        var header = Assert.Single(await accounts.HeadersAsync(_local, "quay.io", Stop));
        Assert.Equal("X-Registry-Auth", header.Key);
        Assert.Contains("\"serveraddress\":\"quay.io\"", Decoded(header.Value), StringComparison.Ordinal);
        Assert.Contains("\"username\":\"kim\"", Decoded(header.Value), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_OtherRegistryOrOtherEngine_ShowNothing()
    {
        await using var access = await AccessFixture.CreateAsync();
        var accounts = access.Get<IRegistryAccounts>();
        await accounts.SetAsync(_kim, _local, "quay.io", new RegistryCredentials("kim", "p", false), Stop);

        Assert.Empty(await accounts.HeadersAsync(_local, "docker.io", Stop));
        Assert.Empty(await accounts.HeadersAsync(ResourceName.Of("other"), "quay.io", Stop));
        Assert.Empty(await accounts.AllHeadersAsync(ResourceName.Of("other"), Stop));
    }

    [Fact]
    public async Task AllHeaders_TokenAndHub_AreSpelledAsTheEngineWantsThem()
    {
        await using var access = await AccessFixture.CreateAsync();
        var accounts = access.Get<IRegistryAccounts>();
        await accounts.SetAsync(_kim, _local, RegistryAddress.Hub, new RegistryCredentials("kim", "t", IsIdentityToken: true), Stop);
        await accounts.SetAsync(_kim, _local, "quay.io", new RegistryCredentials("kim", "p", false), Stop);

        var header = Assert.Single(await accounts.AllHeadersAsync(_local, Stop));

        Assert.Equal("X-Registry-Config", header.Key);
        Assert.Equal(
            """{"https://index.docker.io/v1/":{"username":"kim","serveraddress":"https://index.docker.io/v1/","identitytoken":"t"},"quay.io":{"username":"kim","serveraddress":"quay.io","password":"p"}}""",
            Decoded(header.Value));
    }

    [Fact]
    public async Task Set_Again_TakesTheOldOnesPlaceAndRemoveForgetsIt()
    {
        await using var access = await AccessFixture.CreateAsync();
        var accounts = access.Get<IRegistryAccounts>();
        await accounts.SetAsync(_kim, _local, "quay.io", new RegistryCredentials("kim", "p", false), Stop);
        await accounts.SetAsync(_kim, _local, "quay.io", new RegistryCredentials("lee", "q", false), Stop);

        Assert.Equal("lee", Assert.Single(await accounts.ListAsync(_local, Stop)).UserName);
        Assert.True(await accounts.RemoveAsync(_local, "quay.io", Stop));
        Assert.False(await accounts.RemoveAsync(_local, "quay.io", Stop));
        Assert.Null(await accounts.FindAsync(_local, "quay.io", Stop));
    }

    [Fact]
    public void Credentials_Printed_ShowNoSecret() => Assert.Equal("kim", new RegistryCredentials("kim", "secret", false).ToString());

    private static string Decoded(string value) => Encoding.UTF8.GetString(Convert.FromBase64String(value.Replace('-', '+').Replace('_', '/')));

    private static async Task<byte[]> ReadSharedAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Stop);
        return bytes.ToArray();
    }
}
