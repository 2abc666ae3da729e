using System.Text;
using Dashboard.Services.Audit;
using Dashboard.Services.Commands;
using Dashboard.Services.Storage;
using Dashboard.Testing;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Engine.Tests.Registries;

/// <summary>Pulls and pushes against a real registry with TLS and an account, beside the docker CLI.</summary>
[Collection(AloneOnTheEngine.Name)]
public sealed class RegistryTests(EngineFixture fixture) : IAsyncLifetime
{
    private const string User = "kim";

    // Nothing else of a test run has these letters.
    private const string Password = "quartz-Heron-71-p4ss";

    private TestRegistry _registry = null!;
    private string _image = "";

    private CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _registry = await TestRegistry.StartAsync(Stop, User, Password, tls: true);
        _image = $"{_registry.Host}/team/{EngineFixture.NewName("reg")}:1";
        await BuildAsync(_image);
    }

    public async ValueTask DisposeAsync()
    {
        await fixture.Services.RunAsync($"logout {_registry.Host}", CancellationToken.None);
        await fixture.Engine.DockerAsync(CancellationToken.None, "logout", _registry.Host);
        await fixture.Engine.DockerAsync(CancellationToken.None, "rmi", "-f", _image);
        await _registry.DisposeAsync();
    }

    [Fact]
    public async Task PushAndPull_WithAnAccount_SayAndDoWhatTheCliDoes()
    {
        var id = await IdAsync(_image);
        await BothLogInAsync();

        // Whoever comes second finds the layers there: so both do.
        (await fixture.Services.RunAsync($"push {_image}", Stop)).EnsureDone();
        await SameAsync($"push {_image}", bothLinesFirst: "");
        await SameAsync($"push -q {_image}", "");
        foreach (var line in (string[])[$"pull {_image}", $"pull -q {_image}", $"image pull {_image}"])
        {
            await SameAsync(line, $"rmi {_image}");
            Assert.Equal(id, await IdAsync(_image));
            await SameAsync(line, "");
        }

        var digest = (await fixture.Engine.DockerAsync(Stop, "image", "inspect", "-f", "{{index .RepoDigests 0}}", _image)).EnsureSuccess().Text;
        await SameAsync($"pull {digest}", $"rmi -f {_image} {digest}");
        Assert.Equal(id, await IdAsync(digest));
        await SameAsync("images --digests", "");
        await fixture.Engine.DockerAsync(Stop, "tag", digest, _image);
        await fixture.Engine.DockerAsync(Stop, "tag", digest, _image[..^1] + "2");
        await SameAsync($"push -a {_image[..^2]}", "");
        await SameAsync($"pull -a {_image[..^2]}", $"rmi -f {_image} {_image[..^1]}2");
        await SameAsync($"rmi {_image[..^1]}2", $"tag {_image} {_image[..^1]}2");
    }

    [Fact]
    public async Task PullAndPush_DeniedOrUnknown_SayWhatTheCliSays()
    {
        await SameAsync($"pull {_registry.Host}/team/nosuch", "");
        await SameAsync($"push {_image}", "");
        await SameAsync($"login {_registry.Host} -u {User} -p wrong", "");
        await SameAsync($"login {_registry.Host} -u nobody -p {Password}", "");

        await BothLogInAsync();
        await SameAsync($"pull {_registry.Host}/team/nosuch", "");
        await SameAsync($"pull {_image[..^1]}nosuch", "");
        await SameAsync($"pull {_image.Split(':')[0]}:{_image.Split(':')[1].Split('/')[0]}/team/nosuch@sha256:{new string('a', 64)}", "");
    }

    [Fact]
    public async Task Login_TriedAndKept_IsUsedUntilLogout()
    {
        var first = await LogInAsync(Password);
        var again = await fixture.Services.RunAsync($"login {_registry.Host}", Stop);
        var pushed = await fixture.Services.RunAsync($"push {_image}", Stop);
        var wrong = await LogInAsync("wrong");
        var stillKept = await fixture.Services.RunAsync($"push {_image}", Stop);
        var left = await fixture.Services.RunAsync($"logout https://{_registry.Host}/v2/", Stop);
        var refused = await fixture.Services.RunAsync($"push {_image}", Stop);

        Assert.Equal((0, "Login Succeeded\n"), (first.ExitCode, first.Stdout));
        Assert.Equal(0, again.ExitCode);
        Assert.StartsWith($"Authenticating with existing credentials... [Username: {User}]\n", again.Stdout, StringComparison.Ordinal);
        Assert.Equal((0, 1, 0), (pushed.ExitCode, wrong.ExitCode, stillKept.ExitCode));
        Assert.Contains("401 Unauthorized", wrong.Stderr, StringComparison.Ordinal);
        Assert.Equal($"Removing login credentials for {_registry.Host}\n", left.Stdout);
        Assert.Equal((1, "no basic auth credentials\n"), (refused.ExitCode, refused.Stderr));
    }

    [Fact]
    public async Task Pull_CutInTheMiddle_GoesOnWhereItWas()
    {
        await using var registry = await TestRegistry.StartAsync(Stop);
        var image = $"{registry.Host}/big:1";
        await BuildAsync(image, megabytes: 24);
        (await fixture.Services.RunAsync($"push {image}", Stop)).EnsureDone();
        var id = await IdAsync(image);
        await using var proxy = new CuttingProxy(registry.Address.Port, cutAfter: 8 * 1024 * 1024);
        var cut = $"{proxy.Host}/big:1";
        (await fixture.Services.RunAsync($"rmi {image}", Stop)).EnsureDone();
        var told = new Told();

        var result = await fixture.Services.Get<ICommandRunner>().RunAsync(ServiceHost.Admin, fixture.Services.Local, CommandLine.Parse($"pull {cut}"), told, Stop);

        Assert.Equal((0, ""), (result.ExitCode, result.Stderr));
        Assert.Equal(1, proxy.Cuts);
        Assert.Equal(id, await IdAsync(cut));
        Assert.Contains(told.All, p => p.Status.StartsWith("Retrying in", StringComparison.Ordinal));
        (await fixture.Services.RunAsync($"rmi {cut}", Stop)).EnsureDone();
    }

    [Fact]
    public async Task Credentials_WhateverHappens_AreInNoLogAuditErrorOrDatabase()
    {
        await LogInAsync(Password);
        await fixture.Services.RunAsync($"login -u {User} -p {Password} {_registry.Host}", Stop);
        await fixture.Services.RunAsync($"login -u nobody --password={Password} {_registry.Host}", Stop);
        List<string> shown = [];
        foreach (var line in (string[])[$"push {_image}", $"pull {_image}", $"pull {_registry.Host}/nosuch", $"login -u other -p {Password} {_registry.Host}", $"login -u {User} -p {Password} 127.0.0.1:1"])
        {
            var result = await fixture.Services.RunAsync(line, Stop);
            shown.AddRange([result.Stdout, result.Stderr, result.Error?.Message ?? "", result.Note]);
        }

        await using var context = await fixture.Services.Get<IDbContextFactory<DashboardDbContext>>().CreateDbContextAsync(Stop);
        shown.AddRange(context.AuditRows.AsEnumerable().Select(r => System.Text.Json.JsonSerializer.Serialize(r)));
        shown.AddRange(context.Registries.AsEnumerable().Select(r => System.Text.Json.JsonSerializer.Serialize(r)));
        string[] secrets = [Password, Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")), Convert.ToBase64String(Encoding.UTF8.GetBytes(Password))];

        Assert.Contains(shown, text => text.Contains("docker login", StringComparison.Ordinal));
        Assert.All(shown, text => Assert.DoesNotContain(secrets, secret => text.Contains(secret, StringComparison.Ordinal)));
    }

    private async Task BuildAsync(string image, int megabytes = 1)
    {
        using var folder = new TemporaryFolder("dockerfile");
        await File.WriteAllTextAsync(folder.At("Dockerfile"), "FROM busybox:latest\nCOPY data /data\n", Stop);
        var bytes = new byte[megabytes * 1024 * 1024];
        Random.Shared.NextBytes(bytes);
        await File.WriteAllBytesAsync(folder.At("data"), bytes, Stop);
        (await fixture.Engine.DockerAsync(Stop, "build", "-q", "-t", image, folder.Path)).EnsureSuccess();
    }

    private async Task BothLogInAsync()
    {
        (await LogInAsync(Password)).EnsureDone();
        (await fixture.Engine.DockerAsync(Stop, "login", "-u", User, "-p", Password, _registry.Host)).EnsureSuccess();
    }

    private Task<CommandResult> LogInAsync(string password) => fixture.Services.Get<ICommandRunner>().RunAsync(
        ServiceHost.Admin,
        fixture.Services.Local,
        CommandLine.Parse($"login -u {User} --password-stdin {_registry.Host}"),
        new CommandFiles(new MemoryStream(Encoding.UTF8.GetBytes(password + "\n")), null),
        Stop);

    private async Task<string> IdAsync(string image) => (await fixture.Engine.DockerAsync(Stop, "image", "inspect", "-f", "{{.Id}}", image)).EnsureSuccess().Text;

    // Layers come in any order, and which of a step's words is told first is chance: the lines are compared as a set.
    private async Task SameAsync(string line, string bothLinesFirst)
    {
        await BeforeAsync();
        var cli = await fixture.Engine.DockerAsync(Stop, [.. ShellWords.Split(line)]);
        await BeforeAsync();
        var ours = await fixture.Services.RunAsync(line, Stop);
        var stderr = string.Concat(cli.Stderr.Split('\n').Where(l => !l.StartsWith("WARNING! Using --password", StringComparison.Ordinal)).Select(l => l + "\n"))[..^1];
        Assert.Equal((line, cli.ExitCode, Lines(cli.Stdout), PlainHttp(stderr)), (line, ours.ExitCode, Lines(ours.Stdout), PlainHttp(ours.Stderr)));

        async Task BeforeAsync()
        {
            if (bothLinesFirst.Length > 0)
            {
                (await fixture.Engine.DockerAsync(Stop, [.. ShellWords.Split(bothLinesFirst)])).EnsureSuccess();
            }
        }
    }

    // The engine then tries without TLS, since it is loopback, and tells by chance how that failed.
    private static string PlainHttp(string stderr) => System.Text.RegularExpressions.Regex.Replace(stderr, "(?:error parsing HTTP 400|read tcp|.*http: server gave HTTP response|.*EOF).*", "…");

    private static string Lines(string text) => string.Join('\n', text.Split('\n').Where(l => !l.EndsWith(": Waiting", StringComparison.Ordinal) && !l.EndsWith("Verifying Checksum", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    private sealed class Told : IProgress<LayerProgress>
    {
        public System.Collections.Concurrent.ConcurrentQueue<LayerProgress> All { get; } = [];

        public void Report(LayerProgress value) => All.Enqueue(value);
    }
}
