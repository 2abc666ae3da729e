using Dashboard.Services.Commands;
using Dashboard.Services.Images.Builds.Contexts;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Images.Builds;

/// <summary>What builds are made of on a real engine: folders beside the docker CLI, and git repositories.</summary>
public sealed class BuildContextTests(EngineFixture fixture)
{
    private const string Dockerfile = "FROM busybox:latest\nCOPY . /ctx\n";

    private static readonly Dictionary<string, string> _folder = new()
    {
        ["Dockerfile"] = Dockerfile,
        ["a.md"] = "1",
        ["b.txt"] = "2",
        ["src/a.md"] = "3",
        ["src/main.c"] = "4",
        ["src/deep/er/x.log"] = "5",
        ["src/deep/keep"] = "6",
        ["node_modules/m/index.js"] = "7",
        ["node_modules/m/keep.js"] = "8",
        ["[odd] name.txt"] = "9",
        ["가.txt"] = "10",
        [".env"] = "11",
        ["build/Dockerfile"] = "12",
    };

    /// <summary>Lines of a <c>.dockerignore</c> with "|" between.</summary>
    public static TheoryData<string> Ignores =>
    [
        "",
        "*.md|node_modules",
        "**/*.md",
        "*|!src",
        "*|!src/deep/keep|!b.txt",
        "node_modules|!node_modules/m/keep.js",
        "src|!**/keep",
        "**/deep/**",
        "src/*/er|.env|build",
        @"[[]odd\] name.txt|가.*|Dockerfile|.dockerignore",
        "**|!src/*.c|src/a.md",
        "./src//deep/../a.md|/b.txt|# no|  .env  ",
        "s?c|!src/main.c|src/main.c",
        "**/[a-m]*.md|!src/a.md",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Ignores))]
    public async Task Build_Folder_SendsWhatTheCliSends(string lines)
    {
        using var temporary = new TemporaryFolder("folder");
        var (folder, tar) = (temporary.At("context"), temporary.At("context.tar"));
        await WriteAsync(folder, lines.Length > 0 ? new(_folder) { [".dockerignore"] = lines.Replace('|', '\n') } : _folder);
        var (theirs, ours) = (EngineFixture.NewName("context-cli"), EngineFixture.NewName("context-ours"));
        var contexts = fixture.Services.Get<IBuildContexts>();
        (await Cli.RunAsync("tar", ["-C", folder, "-cf", tar, "."], null, Stop)).EnsureSuccess();
        await using var archive = File.OpenRead(tar);

        (await fixture.Engine.DockerAsync(Stop, "build", "-q", "-t", theirs, folder)).EnsureSuccess();
        var staged = await contexts.StageAsync(ServiceHost.Admin, fixture.Services.Local, Guid.NewGuid(), "folder", archive, Stop);
        var result = await fixture.Services.Get<ICommandRunner>().RunAsync(
            ServiceHost.Admin, fixture.Services.Local, CommandLine.Parse($"build -t {ours} -"), new CommandFiles(contexts.Open(staged, "Dockerfile", null), null), Stop);

        Assert.Equal((0, ""), (result.ExitCode, result.Stderr));
        var expected = await TreeAsync(theirs);
        Assert.Contains(" ./", expected, StringComparison.Ordinal);
        Assert.Equal(expected, await TreeAsync(ours));
        await fixture.Engine.DockerAsync(Stop, "rmi", "-f", theirs, ours);
    }

    [Fact]
    public async Task Build_GitRepository_IsMadeOfItsFiles()
    {
        await using var git = await GitServer.StartAsync(Stop);
        await git.AddAsync(
            "shop",
            new Dictionary<string, string>
            {
                ["app/Dockerfile"] = Dockerfile,
                ["app/.dockerignore"] = "*.md",
                ["app/a.md"] = "1",
                // What would leave files out of git's own archives, and a filter that would run a program if anything were checked out.
                ["app/.gitattributes"] = "b.txt export-ignore\nc.txt filter=evil\n",
                ["app/b.txt"] = "2",
                ["app/c.txt"] = "$Format:%H$",
                ["README"] = "not in the context",
            },
            Stop);
        await using var services = await ServiceHost.StartAsync(fixture.Engine.DockerHost, new Dictionary<string, string?> { ["Dashboard:Builds:GitNetworks:0"] = "127.0.0.0/8" }, Stop);
        var image = EngineFixture.NewName("from-git");

        var result = await services.RunAsync($"build -t {image} {git.Url("shop")}#main:app", Stop);

        Assert.Equal((0, ""), (result.ExitCode, result.Stderr));
        Assert.Equal("/ctx/.dockerignore /ctx/.gitattributes /ctx/Dockerfile /ctx/b.txt /ctx/c.txt", (await RunAsync(image, "find /ctx -type f | sort | xargs")).Trim());
        Assert.Equal("$Format:%H$", (await RunAsync(image, "cat /ctx/c.txt")).Trim());
        await fixture.Engine.DockerAsync(Stop, "rmi", "-f", image);
    }

    [Fact]
    public async Task Build_GitRepositoryWithSubmodules_IsMadeOfWhatTheCliMakesItOf()
    {
        await using var git = await GitServer.StartAsync(Stop);
        var lib = await git.AddAsync("lib", new Dictionary<string, string> { ["src/lib.txt"] = "lib" }, Stop);
        await git.AddAsync(
            "shop",
            new Dictionary<string, string> { ["Dockerfile"] = Dockerfile, [".gitmodules"] = $"[submodule \"lib\"]\n\tpath = vendor/lib\n\turl = {git.Url("lib")}\n", ["a.txt"] = "1" },
            Stop,
            ("vendor/lib", lib));
        await using var services = await ServiceHost.StartAsync(fixture.Engine.DockerHost, new Dictionary<string, string?> { ["Dashboard:Builds:GitNetworks:0"] = "127.0.0.0/8" }, Stop);
        var (theirs, ours) = (EngineFixture.NewName("submodules-cli"), EngineFixture.NewName("submodules-ours"));

        // The CLI takes the branch "master" where none is named.
        (await fixture.Engine.DockerAsync(Stop, "build", "-q", "-t", theirs, $"{git.Url("shop")}#main")).EnsureSuccess();
        var result = await services.RunAsync($"build -t {ours} {git.Url("shop")}#main", Stop);

        Assert.Equal((0, ""), (result.ExitCode, result.Stderr));
        const string files = "cd /ctx && find . -name .git -prune -o -type f -print | sort | xargs sha256sum";
        var made = await RunAsync(ours, files);
        Assert.Contains("./vendor/lib/src/lib.txt", made, StringComparison.Ordinal);
        Assert.Equal(await RunAsync(theirs, files), made);
        await fixture.Engine.DockerAsync(Stop, "rmi", "-f", theirs, ours);
    }

    [Theory]
    [InlineData("shop.git#nosuch", "couldn't find remote ref nosuch")]
    [InlineData("nosuch.git", "not found")]
    [InlineData("shop.git#main:nosuch", "nosuch")]
    public async Task Build_GitRepositoryThatLacksIt_SaysWhat(string what, string words)
    {
        await using var git = await GitServer.StartAsync(Stop);
        await git.AddAsync("shop", new Dictionary<string, string> { ["Dockerfile"] = Dockerfile }, Stop);
        await using var services = await ServiceHost.StartAsync(fixture.Engine.DockerHost, new Dictionary<string, string?> { ["Dashboard:Builds:GitNetworks:0"] = "127.0.0.0/8" }, Stop);

        var result = await services.RunAsync($"build {git.Url("x")[..^5]}{what}", Stop);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(words, result.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_GitRepositoryOfThisNetwork_IsRefusedWithoutARequest()
    {
        await using var git = await GitServer.StartAsync(Stop);
        await git.AddAsync("shop", new Dictionary<string, string> { ["Dockerfile"] = Dockerfile }, Stop);

        var byAddress = await fixture.Services.RunAsync($"build {git.Url("shop")}", Stop);
        var byName = await fixture.Services.RunAsync($"build {git.Url("shop").Replace("127.0.0.1", "localhost", StringComparison.Ordinal)}", Stop);

        Assert.Equal((1, 1), (byAddress.ExitCode, byName.ExitCode));
        Assert.Contains("an address of this network", byAddress.Stderr, StringComparison.Ordinal);
        Assert.Contains("an address of this network", byName.Stderr, StringComparison.Ordinal);
        Assert.Empty(git.Asked);
    }

    [Fact]
    public async Task Build_GitRepositoryThatRedirectsIntoThisNetwork_IsRefusedThere()
    {
        await using var git = await GitServer.StartAsync(Stop);
        await using var inner = await GitServer.StartAsync(Stop);
        await inner.AddAsync("shop", new Dictionary<string, string> { ["Dockerfile"] = Dockerfile }, Stop);
        // The first is allowed by its address; where it sends is another loopback address, which is not.
        await using var services = await ServiceHost.StartAsync(fixture.Engine.DockerHost, new Dictionary<string, string?> { ["Dashboard:Builds:GitNetworks:0"] = "127.0.0.1/32" }, Stop);
        git.Elsewhere = inner.Url("shop").Replace("127.0.0.1", "127.0.0.2", StringComparison.Ordinal);

        var result = await services.RunAsync($"build {git.Url("elsewhere")}", Stop);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("127.0.0.2: an address of this network", result.Stderr, StringComparison.Ordinal);
        Assert.NotEmpty(git.Asked);
        Assert.Empty(inner.Asked);
    }

    private static async Task WriteAsync(string folder, Dictionary<string, string> files)
    {
        foreach (var (path, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
            await File.WriteAllTextAsync(Path.Combine(folder, path), text, Stop);
        }
    }

    // Folders that exceptions brought back have the rights that the engine makes folders with, as with the CLI.
    private Task<string> TreeAsync(string image) => RunAsync(image, "cd /ctx && find . | sort | while read -r f; do ls -lnd \"$f\" | awk '{print $1,$3,$4}' | tr '\\n' ' '; echo \"$f\"; done");

    private async Task<string> RunAsync(string image, string script) =>
        (await fixture.Engine.DockerAsync(Stop, "run", "--rm", image, "sh", "-c", script)).EnsureSuccess().Stdout;
}
