using Dashboard.Services.Access;
using Dashboard.Services.Consoles;
using Dashboard.Services.Tests.Access;
using Dashboard.Testing;

namespace Dashboard.Services.Tests.Consoles;

public sealed class ConsoleHistoryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_OfOnesOwnLines_FindsThemNewestFirstAndNobodyElses()
    {
        await using var access = await AccessFixture.CreateAsync();
        var (kim, lee) = (await ActorAsync(access, "kim"), await ActorAsync(access, "lee"));
        await AddAsync(access, kim, "docker ps", "docker ps", "docker stop web", "docker logs web", "docker ps");
        await AddAsync(access, lee, "docker rm everything");

        var history = access.Get<IConsoleHistory>();
        Assert.Equal(["docker ps", "docker logs web", "docker stop web"], await history.SearchAsync(kim, "", 10, Token));
        Assert.Equal(["docker logs web", "docker stop web"], await history.SearchAsync(kim, "WEB", 10, Token));
        Assert.Equal(["docker rm everything"], await history.SearchAsync(lee, "", 10, Token));
        Assert.Equal(["docker ps"], await history.SearchAsync(kim, "", 1, Token));
    }

    [Fact]
    public async Task Add_ALineWithASecret_KeepsItMasked()
    {
        await using var access = await AccessFixture.CreateAsync();
        var kim = await ActorAsync(access, "kim");
        await AddAsync(access, kim, "docker run -e DB_PASSWORD=hunter2 -e COLOR=blue nginx", "docker login --password hunter3 $(docker ps -q)");

        var lines = await access.Get<IConsoleHistory>().SearchAsync(kim, "", 10, Token);

        Assert.DoesNotContain(lines, l => l.Contains("hunter", StringComparison.Ordinal));
        Assert.Equal("docker run -e 'DB_PASSWORD=********' -e COLOR=blue nginx", lines[1]);
        Assert.EndsWith("$(docker ps -q)", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_MoreThanAThousand_ForgetsTheOldest()
    {
        await using var access = await AccessFixture.CreateAsync();
        var kim = await ActorAsync(access, "kim");
        await AddAsync(access, kim, [.. Enumerable.Range(1, 1003).Select(n => $"docker stop c{n}")]);

        var lines = await access.Get<IConsoleHistory>().SearchAsync(kim, "", 2000, Token);

        Assert.Equal((1000, "docker stop c1003", "docker stop c4"), (lines.Count, lines[0], lines[^1]));
    }

    private static async Task AddAsync(AccessFixture access, Actor actor, params string[] lines)
    {
        using var environments = new FakeEnvironmentRegistry();
        foreach (var line in lines)
        {
            await access.Get<IConsoleHistory>().AddAsync(actor, environments.Local, TypedScript.Read(line)[0], Token);
        }
    }

    private static async Task<Actor> ActorAsync(AccessFixture access, string name)
    {
        var made = await access.InScopeAsync<Accounts, string>(async accounts =>
        {
            Assert.True((await accounts.CreateAdminAsync(name, AccessFixture.Password, onlyIfFirst: false, Token)).Succeeded);
            return (await accounts.FindAsync(name, Token))!.Id;
        });
        return new Actor(made, name, Right.All, "browser");
    }
}
