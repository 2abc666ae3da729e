using Dashboard.Services.Access;
using Dashboard.Services.Access.Policy;
using Dashboard.Services.Commands;
using Dashboard.Testing;
using Microsoft.Extensions.Options;

namespace Dashboard.Services.Tests.Access;

/// <summary>Whom an engine is made to contact because somebody names it, and whose account it shows there.</summary>
public sealed class HostContactsTests : IDisposable
{
    private static readonly GrantScope _shop = GrantScope.OnStack("local", "shop");
    private readonly FakeEnvironmentRegistry _environments = new();

    /// <summary>Each verb that contacts a host for what stands in its line; what a line of a verb that is not here names is no host.</summary>
    public static TheoryData<string, string> Contacts => new()
    {
        { "search nginx", "Registry docker.io" },
        { "search team/nginx", "Registry docker.io" },
        { "search 127.0.0.1:5000/x", "Registry 127.0.0.1:5000" },
        { "search localhost/x", "Registry localhost" },
        { "search index.docker.io/x", "Registry docker.io" },
        { "search Evil.Example/x", "Registry evil.example" },
        { "search http://127.0.0.1/x", "Registry http:" },
        { "pull nginx", "Registry docker.io" },
        { "pull 127.0.0.1:5000/x", "Registry 127.0.0.1:5000" },
        { "pull -a [::1]:5000/x", "Registry [::1]:5000" },
        { "push ghcr.io/x/y:1", "Registry ghcr.io" },
        { "build -", "" },
        { "build --cache-from 127.0.0.1/x --cache-from nginx -", "Registry 127.0.0.1, Registry docker.io" },
        { "build --cache-from type=registry,ref=127.0.0.1/x -", "Registry type=registry,ref=127.0.0.1" },
        { "build https://example.org/x.git", "Guarded example.org" },
        { "import -", "" },
        { "login 127.0.0.1:5000", "" },
        { "volume create --opt type=nfs --opt o=addr=127.0.0.1", "" },
        { "run -d --dns 10.0.0.2 127.0.0.1:5000/x", "" },
    };

    public void Dispose() => _environments.Dispose();

    [Theory]
    [MemberData(nameof(Contacts))]
    public void ContactedHosts_OfALine_AreThoseItNames(string line, string expected) =>
        Assert.Equal(expected, string.Join(", ", CommandLine.Parse(line).ContactedHosts.Select(h => $"{h.Use} {h.Host}")));

    // Pulled when it is missing, so judged by who pulls; taking manage; or judged by the creation policy: each has its own test.
    [Fact]
    public void ContactedHosts_EveryVerbThatDeclaresSome_IsInTheTable() => Assert.Empty(
        CommandCatalogue.Default.Commands.Where(c => c.Type.GetProperty("ContactedHosts", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.DeclaringType != typeof(DockerCommand))
            .Select(c => c.Verb.Path).Except(Contacts.Select(c => c.Data.Item1.Split(' ')[0])));

    [Theory]
    [InlineData("docker.io", true)]
    [InlineData("team.example:5000", true)]
    [InlineData("team.example", false)]
    [InlineData("team.example:5001", false)]
    [InlineData("TEAM.example:5000.evil", false)]
    [InlineData("127.0.0.1:5000", false)]
    [InlineData("localhost", false)]
    [InlineData("ghcr.io", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("docker.io.evil.example", false)]
    [InlineData("docker.io:80", false)]
    public async Task Require_ARegistry_IsDockerHubOrOneWithAnAccount(string host, bool expected)
    {
        Assert.Equal(expected, await MayAsync(Developer, new PolicyOptions(), ContactedHost.Registry(host)));

        // Who manages is not bound, and the audit log says so.
        var contacts = Of(Admin, new PolicyOptions());
        await contacts.RequireAsync([ContactedHost.Registry(host)], TestContext.Current.CancellationToken);
        Assert.Equal(expected, contacts.Note.Length == 0);
    }

    [Theory]
    [InlineData("ghcr.io", true)]
    [InlineData("GHCR.io", true)]
    [InlineData("127.0.0.1:5000", true)]
    [InlineData("docker.io", false)]
    [InlineData("team.example:5000", true)]
    public async Task Require_RegistriesThatAreSet_TakeThePlaceOfDockerHub(string host, bool expected) =>
        Assert.Equal(expected, await MayAsync(Developer, new PolicyOptions { Registries = ["ghcr.io", "127.0.0.1:5000"] }, ContactedHost.Registry(host)));

    [Theory]
    [InlineData("1.1.1.1", true)]
    [InlineData("[2606:4700::1111]:5000", true)]
    [InlineData("127.0.0.1:5000", false)]
    [InlineData("localhost:5000", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("[::1]:5000", false)]
    [InlineData("[::ffff:127.0.0.1]", false)]
    [InlineData("2130706433", false)]
    [InlineData("0x7f.1", false)]
    [InlineData("http:", false)]
    [InlineData("kim@1.1.1.1", false)]
    [InlineData("type=registry,ref=1.1.1.1", false)]
    public async Task Require_AnyPublicHost_IsNoneOfThisNetwork(string host, bool expected)
    {
        var options = new PolicyOptions { Registries = ["*"], DownloadHosts = ["*"] };

        Assert.Equal(expected, await MayAsync(Developer, options, ContactedHost.Registry(host)));
        Assert.Equal(expected, await MayAsync(Developer, options, new ContactedHost(HostUse.Download, host)));
    }

    [Theory]
    [InlineData("files.example", true)]
    [InlineData("files.example:8080", false)]
    [InlineData("docker.io", false)]
    [InlineData("team.example:5000", false)]
    public async Task Require_ADownload_IsFromTheHostsThatAreSet(string host, bool expected)
    {
        Assert.Equal(expected, await MayAsync(Developer, new PolicyOptions { DownloadHosts = ["files.example"] }, new ContactedHost(HostUse.Download, host)));
        Assert.False(await MayAsync(Developer, new PolicyOptions(), new ContactedHost(HostUse.Download, host)));
    }

    [Theory]
    [InlineData("Viewer", "team.example:5000", "")]
    [InlineData("Operator", "docker.io", "")]
    [InlineData("Developer elsewhere", "docker.io", "")]
    [InlineData("Developer", "docker.io", "docker.io")]
    [InlineData("Developer", "team.example:5000", "team.example:5000")]
    [InlineData("Admin", "docker.io", "docker.io")]
    [InlineData("Admin", "127.0.0.1:5000", "")]
    public async Task OpenRegistry_TheAccount_IsForItAloneAndForWhoMayPull(string who, string host, string shown)
    {
        var accounts = new KeptAccounts("docker.io", "team.example:5000");
        var actor = who switch
        {
            "Admin" => Admin,
            "Developer" => Developer,
            "Developer elsewhere" => Holding((BuiltInRoles.Viewer, _shop), (BuiltInRoles.Developer, GrantScope.OnEnvironment("other"))),
            _ => Holding((who, _shop)),
        };
        var headers = await Of(actor, new PolicyOptions(), accounts).OpenRegistryAsync(host, TestContext.Current.CancellationToken);

        Assert.Equal(shown, string.Join(',', headers.Select(h => h.Value)));
        Assert.Equal(shown.Length == 0 ? [] : [shown], accounts.Shown);
    }

    [Fact]
    public async Task OpenRegistry_ThatMayNotBeContacted_ShowsNoAccount()
    {
        var accounts = new KeptAccounts("docker.io");
        await Assert.ThrowsAsync<EngineErrorException>(() => Of(Developer, new PolicyOptions(), accounts).OpenRegistryAsync("127.0.0.1:5000", TestContext.Current.CancellationToken));

        Assert.Empty(accounts.Shown);
    }

    private static Actor Admin => Holding((BuiltInRoles.Admin, GrantScope.Everywhere));

    private static Actor Developer => Holding((BuiltInRoles.Developer, _shop));

    private static Actor Holding(params (string Role, GrantScope Scope)[] grants) =>
        new("1", "kim", "browser", new GrantSet([.. grants.Select(g => new HeldGrant("1", g.Role, BuiltInRoles.RightsOf(g.Role), g.Scope, null))]));

    private async Task<bool> MayAsync(Actor actor, PolicyOptions options, ContactedHost host)
    {
        try
        {
            await Of(actor, options).RequireAsync([host], TestContext.Current.CancellationToken);
            return true;
        }
        catch (EngineErrorException e) when (e.Error.Kind == EngineErrorKind.Refused)
        {
            Assert.Contains(host.Host, e.Error.Message, StringComparison.Ordinal);
            return false;
        }
    }

    private HostContacts Of(Actor actor, PolicyOptions options, KeptAccounts? accounts = null)
    {
        accounts ??= new KeptAccounts("team.example:5000");
        return new HostContacts(new HostContactRules(Options.Create(new DashboardOptions { Policy = options }), accounts), accounts, actor, _environments.Local);
    }
}
