using Dashboard.Engine.Tests.Commands;
using Dashboard.Services.Commands;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Images;

/// <summary>Commands on images by the real docker CLI and by us: the same text, the same exit code, the same effect.</summary>
[Collection(AloneOnTheEngine.Name)]
public sealed class ImageEquivalenceTests(EngineFixture fixture) : IAsyncLifetime
{
    // A layer of its own, labels, odd characters, a variable and no secret.
    private const string Dockerfile = """
        FROM busybox:latest
        LABEL team=x note="<i>&"
        ENV A="<b>&" 한국=값
        RUN echo "a	tab" > /made
        CMD ["sleep", "60"]
        """;

    private readonly string _name = EngineFixture.NewName("eq-image");

    private CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        using var folder = new TemporaryFolder("dockerfile");
        var file = folder.At("Dockerfile");
        await File.WriteAllTextAsync(file, Dockerfile, Stop);
        (await fixture.Engine.DockerAsync(Stop, "build", "-q", "-t", $"{_name}:1", "-f", file, folder.Path)).EnsureSuccess();
        (await fixture.Engine.DockerAsync(Stop, "tag", $"{_name}:1", $"{_name}:other")).EnsureSuccess();
    }

    public async ValueTask DisposeAsync() => await fixture.Engine.DockerAsync(CancellationToken.None, "rmi", "-f", $"{_name}:1", $"{_name}:other");

    [Fact]
    public async Task Reads_EveryFormat_PrintWhatTheCliPrints() => await SameAsync(ReadLines.Images);

    /// <summary>Nothing is changed by any of these: something is missing, wrong, or not allowed by the engine.</summary>
    [Fact]
    public async Task WrongLines_Each_AreAnsweredAsByTheCli() => await SameAsync(
    [
        "images --format '{{.Foo}}'", "images --format '{{.ID'", "images -f foo=bar", "images -f dangling=maybe", "images --filter foo", "images a b",
        "history nosuch", "history --format '{{.Foo}}' {i}:1", "history --format '{{' {i}:1", "history a b", "image inspect nosuch", "image inspect nosuch {i}:1", "image inspect -f '{{.Foo}}' {i}:1",
        "image inspect -f '{{' {i}:1", "image inspect -f json nosuch", "rmi nosuch", "rmi -f nosuch", "rmi nosuch nosuch2", "image rm nosuch:1", "image remove nosuch", "rmi", "tag {i}:1", "tag nosuch x", "tag {i}:1 Foo", "tag {i}:1 x@sha256:1713a407b0864ad22202747dad96c6d7a2468cc085b8c926137582264e039b26",
        "tag {i}:1 'a b'", "tag Foo x", "pull Foo", "pull 'a b'", "pull -a busybox:1", "pull x.y:5000/Foo", "pull 1713a407b0864ad22202747dad96c6d7a2468cc085b8c926137582264e039b26",
        "pull 127.0.0.1:1/x", "pull -q 127.0.0.1:1/x:2", "push Foo", "push -a busybox:1", "push 127.0.0.1:1/nosuch", "push 127.0.0.1:1/nosuch:2", "push -a 127.0.0.1:1/nosuch",
        "image prune", "image prune -a", "image prune -f --filter foo=bar", "image prune -f --filter until=foo", "image prune -f --filter label=no.such.label", "save nosuch",
        "logout 127.0.0.1:1", "logout", "login -u x --password-stdin -p y", "login --password-stdin", "login", "login 127.0.0.1:1", "search --limit 200 x", "search -f foo=bar x", "search",
    ]);

    /// <summary>{i} is an image with the tags "1" and "other"; each side has its own.</summary>
    [Theory]
    [InlineData("rmi {i}:1")]
    [InlineData("rmi {i}:1 {i}:other")]
    [InlineData("rmi -f {i}:1 nosuch {i}:other")]
    [InlineData("rmi nosuch {i}:1")]
    [InlineData("image rm --no-prune {i}:other")]
    [InlineData("tag {i}:1 {i}:new")]
    [InlineData("image tag {i}:other {i}")]
    [InlineData("tag {i}:1 docker.io/library/{i}:hub")]
    public async Task Run_TheSameLine_DoesAndSaysWhatTheCliDoes(string template)
    {
        var (theirs, ours) = (await MakeAsync(), await MakeAsync());

        var cli = await fixture.Engine.DockerAsync(Stop, [.. ShellWords.Split(template.Replace("{i}", theirs, StringComparison.Ordinal))]);
        var result = await fixture.Services.RunAsync(template.Replace("{i}", ours, StringComparison.Ordinal), Stop);

        Assert.Equal((cli.ExitCode, Neutral(cli.Stdout, theirs), Neutral(cli.Stderr, theirs)), (result.ExitCode, Neutral(result.Stdout, ours), Neutral(result.Stderr, ours)));
        Assert.Equal(Neutral(await TagsAsync(theirs), theirs), Neutral(await TagsAsync(ours), ours));
    }

    [Fact]
    public async Task ImagePrune_OfWhatHasNoName_SaysAndDoesWhatTheCliDoes()
    {
        List<(string, string)> outputs = [];
        foreach (var run in (Func<string, Task<(string, string)>>[])[CliAsync, OursAsync])
        {
            var name = await MakeAsync();
            // Its only names go to another image: it has none any more, and stays.
            await fixture.Engine.DockerAsync(Stop, "tag", "busybox:latest", $"{name}:1");
            await fixture.Engine.DockerAsync(Stop, "tag", "busybox:latest", $"{name}:other");
            outputs.Add(await run(name));
        }

        Assert.Contains("Deleted Images:\ndeleted: sha256:", outputs[1].Item1, StringComparison.Ordinal);
        Assert.Equal((Digests(outputs[0].Item1), outputs[0].Item2), (Digests(outputs[1].Item1), outputs[1].Item2));

        // Its label: other tests leave images without a name too.
        async Task<(string, string)> CliAsync(string name)
        {
            var result = await fixture.Engine.DockerAsync(Stop, "image", "prune", "-f", "--filter", $"label={name}");
            return (result.Stdout, result.Stderr);
        }

        async Task<(string, string)> OursAsync(string name)
        {
            var result = await fixture.Services.RunAsync($"image prune -f --filter label={name}", Stop);
            return (result.Stdout, result.Stderr);
        }
    }

    [Fact]
    public async Task SaveLoadAndImport_AsStreams_GiveTheSameImages()
    {
        var name = await MakeAsync();
        var id = (await fixture.Engine.DockerAsync(Stop, "image", "inspect", "-f", "{{.Id}}", $"{name}:1")).EnsureSuccess().Text;
        using var archive = new MemoryStream();

        var saved = await RunAsync($"save {name}:1 {name}:other", new CommandFiles(null, archive));
        (await fixture.Engine.DockerAsync(Stop, "rmi", $"{name}:1", $"{name}:other")).EnsureSuccess();
        archive.Position = 0;
        var loaded = await RunAsync("load", new CommandFiles(archive, null));

        Assert.Equal((0, "", 0, ""), (saved.ExitCode, saved.Stderr, loaded.ExitCode, loaded.Stderr));
        Assert.Equal([$"Loaded image: {name}:1", $"Loaded image: {name}:other"], loaded.Stdout.TrimEnd('\n').Split('\n').Order());
        Assert.Equal(id, (await fixture.Engine.DockerAsync(Stop, "image", "inspect", "-f", "{{.Id}}", $"{name}:other")).EnsureSuccess().Text);

        using var root = new MemoryStream();
        var container = (await fixture.Engine.DockerAsync(Stop, "create", $"{name}:1")).EnsureSuccess().Text;
        await RunAsync($"export {container}", new CommandFiles(null, root));
        root.Position = 0;
        var imported = await RunAsync($"import -c 'CMD [\"ls\"]' -m 'from a file' - {name}:imported", new CommandFiles(root, null));

        Assert.Equal((0, ""), (imported.ExitCode, imported.Stderr));
        Assert.StartsWith("sha256:", imported.Stdout, StringComparison.Ordinal);
        Assert.Equal(
            "[ls] from a file", (await fixture.Engine.DockerAsync(Stop, "image", "inspect", "-f", "{{.Config.Cmd}} {{.Comment}}", $"{name}:imported")).EnsureSuccess().Text);
        await fixture.Engine.DockerAsync(Stop, "rm", container);
        await fixture.Engine.DockerAsync(Stop, "rmi", "-f", $"{name}:1", $"{name}:other", $"{name}:imported");
    }

    [Fact]
    public async Task Load_WhatIsNoImage_SaysWhatTheEngineSays()
    {
        var result = await RunAsync("load", new CommandFiles(new MemoryStream("nonsense"u8.ToArray()), null));

        Assert.Equal(1, result.ExitCode);
        Assert.NotEqual("", result.Stderr);
    }

    private Task<CommandResult> RunAsync(string line, CommandFiles files) =>
        fixture.Services.Get<ICommandRunner>().RunAsync(ServiceHost.Admin, fixture.Services.Local, CommandLine.Parse(line), files, Stop);

    private async Task<string> MakeAsync()
    {
        var name = EngineFixture.NewName("eq-made");
        var container = (await fixture.Engine.DockerAsync(Stop, "create", "--label", name, "busybox:latest")).EnsureSuccess().Text;
        (await fixture.Engine.DockerAsync(Stop, "commit", "-m", name, container, $"{name}:1")).EnsureSuccess();
        (await fixture.Engine.DockerAsync(Stop, "rm", container)).EnsureSuccess();
        (await fixture.Engine.DockerAsync(Stop, "tag", $"{name}:1", $"{name}:other")).EnsureSuccess();
        return name;
    }

    private async Task<string> TagsAsync(string name) =>
        string.Join('\n', (await fixture.Engine.DockerAsync(Stop, "images", "--format", "{{.Repository}}:{{.Tag}}", name)).EnsureSuccess().Stdout.Split('\n').Order(StringComparer.Ordinal));

    private static string Neutral(string text, string name) => Digests(text.Replace(name, "{i}", StringComparison.Ordinal));

    // Each side's image has an id of its own.
    private static string Digests(string text) => System.Text.RegularExpressions.Regex.Replace(text, "(?<=sha256:)[0-9a-f]{64}", "…");

    private Task SameAsync(IEnumerable<string> lines) =>
        SameAnswers.AssertAsync(lines.Select(l => l.Replace("{i}", _name, StringComparison.Ordinal)), TheirsAsync, OursAsync);

    // The engine gives images of one second in another order each time that it is asked.
    private static string Ordered(string line, string stdout) =>
        line.StartsWith("images", StringComparison.Ordinal) || line.StartsWith("image l", StringComparison.Ordinal) ? string.Join('\n', stdout.Split('\n').Order(StringComparer.Ordinal)) : stdout;

    private async Task<Answer> TheirsAsync(string line)
    {
        var cli = await fixture.Engine.DockerAsync(Stop, [.. ShellWords.Split(line)]);
        return new Answer(cli.ExitCode, Ordered(line, cli.Stdout), Warnings(cli.Stderr));
    }

    private async Task<Answer> OursAsync(string line)
    {
        try
        {
            using var archive = new MemoryStream();
            var result = await RunAsync(line, new CommandFiles(Stream.Null, archive));
            return new Answer(result.ExitCode, Ordered(line, result.Stdout), result.Stderr);
        }
        catch (CommandLineException e)
        {
            // How to use it stands below, which is the console's to say.
            return new Answer(e.ExitCode, "", e.Message + "\n");
        }
    }

    // About the file that the CLI keeps passwords in, which is not ours; and how a command is used, which is the console's to say.
    private static string Warnings(string stderr)
    {
        var lines = stderr.Split('\n').Where(l => !l.StartsWith("WARNING! Using --password via the CLI", StringComparison.Ordinal));
        var usage = string.Join('\n', lines);
        var end = usage.IndexOf("\n\nUsage:", StringComparison.Ordinal);
        return end < 0 ? usage : usage[..(end + 1)];
    }
}
