using System.Text;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Registries;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Registries;

/// <summary>What a registry has, read by the server itself with the account that is kept.</summary>
public sealed class RegistryQueriesTests(EngineFixture fixture)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Browse_WithTheKeptAccount_TellsRepositoriesTagsAndDigests()
    {
        await using var registry = await TestRegistry.StartAsync(Stop, "kim", "a-pass-word");
        var queries = fixture.Services.Get<IRegistryQueries>();
        var refused = await Assert.ThrowsAsync<EngineErrorException>(() => queries.RepositoriesAsync(ServiceHost.Admin, fixture.Services.Local, registry.Host, Stop));
        Assert.Equal(EngineErrorKind.Refused, refused.Error.Kind);

        using var password = new MemoryStream(Encoding.UTF8.GetBytes("a-pass-word"));
        (await fixture.Services.Get<ICommandRunner>().RunAsync(
            ServiceHost.Admin, fixture.Services.Local, CommandLine.Parse($"login -u kim --password-stdin {registry.Host}"), new CommandFiles(password, null), Stop)).EnsureDone();
        foreach (var tag in (string[])["1", "2"])
        {
            (await fixture.Services.RunAsync($"tag {fixture.Engine.BusyboxImage} {registry.Host}/team/app:{tag}", Stop)).EnsureDone();
            (await fixture.Services.RunAsync($"push {registry.Host}/team/app:{tag}", Stop)).EnsureDone();
        }

        Assert.Equal(["team/app"], await queries.RepositoriesAsync(ServiceHost.Admin, fixture.Services.Local, registry.Host, Stop));
        var tags = await queries.TagsAsync(ServiceHost.Admin, fixture.Services.Local, registry.Host, "team/app", Stop);
        Assert.Equal(["1", "2"], tags.Select(t => t.Tag));
        var digest = (await fixture.Engine.DockerAsync(Stop, "image", "inspect", "-f", "{{range .RepoDigests}}{{println .}}{{end}}", $"{registry.Host}/team/app:1")).EnsureSuccess().Stdout;
        Assert.All(tags, t => Assert.Contains($"{registry.Host}/team/app@{t.Digest}", digest, StringComparison.Ordinal));
        var account = Assert.Single(await queries.AccountsAsync(ServiceHost.Admin, fixture.Services.Local, Stop), a => a.Address == registry.Host);
        Assert.Equal("kim", account.UserName);

        var missing = await Assert.ThrowsAsync<EngineErrorException>(() => queries.TagsAsync(ServiceHost.Admin, fixture.Services.Local, registry.Host, "nosuch", Stop));
        Assert.Equal(EngineErrorKind.NotFound, missing.Error.Kind);
        var wrong = await Assert.ThrowsAsync<EngineErrorException>(() => queries.TagsAsync(ServiceHost.Admin, fixture.Services.Local, registry.Host, "../_catalog", Stop));
        Assert.Equal(EngineErrorKind.Invalid, wrong.Error.Kind);
        await fixture.Services.RunAsync($"logout {registry.Host}", Stop);
        await fixture.Services.RunAsync($"rmi {registry.Host}/team/app:1 {registry.Host}/team/app:2", Stop);
    }

    [Fact]
    public async Task Any_WithoutTheRightToManage_IsRefusedBeforeARegistryIsAsked()
    {
        var developer = new Actor("d", "dev", Right.All & ~Right.Manage, "browser");
        var queries = fixture.Services.Get<IRegistryQueries>();

        foreach (var read in (Func<Task>[])
            [
                () => queries.AccountsAsync(developer, fixture.Services.Local, Stop), () => queries.RepositoriesAsync(developer, fixture.Services.Local, "127.0.0.1:1", Stop),
                () => queries.TagsAsync(developer, fixture.Services.Local, "127.0.0.1:1", "x", Stop),
            ])
        {
            var refused = await Assert.ThrowsAsync<EngineErrorException>(read);
            Assert.Equal(EngineErrorKind.Refused, refused.Error.Kind);
        }
    }
}
