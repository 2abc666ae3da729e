using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Containers;

/// <summary>Secrets of a real container: masked for everybody, told to who may and asks, and every asking is written down.</summary>
public sealed class RevealTests(EngineFixture fixture) : IAsyncDisposable
{
    private readonly List<string> _names = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reveal_WithTheRight_TellsAndIsAudited()
    {
        var name = await RunAsync();
        var details = await fixture.Services.Get<IContainerQueries>().InspectAsync(ServiceHost.Admin, fixture.Services.Local, ResourceName.Of(name), Token);
        Assert.Null(details.Environment.Single(v => v.Name == "DB_PASSWORD").Value);
        Assert.DoesNotContain("hunter2", details.ToString());
        Assert.DoesNotContain("hunter2", details.CommandLine);

        var value = await Secrets.RevealAsync(ServiceHost.Admin, fixture.Services.Local, ResourceName.Of(name), "DB_PASSWORD", Token);

        Assert.Equal("hunter2=x y", value);
        var row = await LastAsync(name);
        Assert.Equal(("test-admin", $"reveal DB_PASSWORD of {name}", "ok"), (row.UserName, row.Action, row.Outcome));
    }

    [Theory]
    [InlineData(Right.All & ~Right.RevealSecrets, EngineErrorKind.Refused)]
    [InlineData(Right.RevealSecrets, EngineErrorKind.NotFound)]
    public async Task Reveal_WithoutTheRight_IsRefusedAndAudited(Right rights, EngineErrorKind kind)
    {
        var name = await RunAsync();
        var lee = new Actor("lee", "lee", rights, "browser");

        var e = await Assert.ThrowsAsync<EngineErrorException>(() => Secrets.RevealAsync(lee, fixture.Services.Local, ResourceName.Of(name), "DB_PASSWORD", Token));

        Assert.Equal(kind, e.Error.Kind);
        var row = await LastAsync(name);
        Assert.Equal("lee", row.UserName);
        Assert.StartsWith("refused: ", row.Outcome);
    }

    [Fact]
    public async Task Reveal_NoSuchVariable_SaysSo()
    {
        var name = await RunAsync();

        var e = await Assert.ThrowsAsync<EngineErrorException>(
            () => Secrets.RevealAsync(ServiceHost.Admin, fixture.Services.Local, ResourceName.Of(name), "DB_PASS", Token));

        Assert.Equal("No such variable: DB_PASS", e.Message);
    }

    [Fact]
    public async Task Exec_WithASecret_IsMaskedInTheAudit()
    {
        var name = await RunAsync();

        var result = await fixture.Services.RunAsync($"exec --env API_TOKEN=s3cr3t {name} sh -c 'true --password s3cr3t'", Token);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal($"docker exec --env 'API_TOKEN=********' {name} sh -c 'true --password ********'", (await LastAsync(name)).Action);
    }

    // Lists show the CLI a secret that they mask here: other tests compare the two.
    public async ValueTask DisposeAsync()
    {
        foreach (var name in _names)
        {
            await fixture.Services.RunAsync($"rm -f {name}", CancellationToken.None);
        }
    }

    private IContainerSecrets Secrets => fixture.Services.Get<IContainerSecrets>();

    private async Task<string> RunAsync()
    {
        var name = EngineFixture.NewName("secret");
        _names.Add(name);
        await fixture.Engine.RunContainerAsync(name, ["-e", "DB_PASSWORD=hunter2=x y"], ["sh", "-c", "PASSWORD=hunter2 sleep 600"], Token);
        return name;
    }

    private async Task<AuditEntry> LastAsync(string name) =>
        (await fixture.Services.Get<IAuditReader>().ReadAsync(ServiceHost.Admin, new AuditFilter(Text: name), null, 1, Token)).Single();
}
