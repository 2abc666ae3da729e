using System.Formats.Tar;
using System.Text;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Files;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Containers;

/// <summary>Files of real containers: running, stopped, and without a single program to ask.</summary>
public sealed class ContainerFilesTests(EngineFixture fixture) : IAsyncLifetime
{
    private readonly string _name = EngineFixture.NewName("files");

    public async ValueTask InitializeAsync()
    {
        await fixture.Engine.RunContainerAsync(_name, [], ["sleep", "600"], TestContext.Current.CancellationToken);
        await ShellAsync("""
            mkdir -p /t/sub/deep && cd /t && echo hello > file && chmod 4750 file && touch sub/deep/x && ln -s ../etc/passwd link && ln -s sub folder && ln -s nowhere dangling
            ln -s 'x -> y' "odd' -> 'name" && touch -- 'new
            line' '<b>&"quoted"' "$(printf 'bad\377')" "$(printf '\342\200\256txt.exe')" ' space ' -n && mkfifo pipe && touch -d '2020-02-03 04:05:06' file
            """);
    }

    public async ValueTask DisposeAsync() => await fixture.Engine.DockerAsync(CancellationToken.None, "rm", "-f", _name);

    [Theory]
    [InlineData("running")]
    [InlineData("paused")]
    [InlineData("stopped")]
    public async Task Look_AtAFolderOfHostileNames_TellsEachAsItIs(string state)
    {
        var token = TestContext.Current.CancellationToken;
        if (state != "running")
        {
            await fixture.Engine.DockerAsync(token, state == "paused" ? ["pause", _name] : ["kill", _name]);
        }

        var entries = (await LookAsync("/t")).Listing!.Entries;

        Assert.Equal(
            ["sub", "-n", " space ", "<b>&\"quoted\"", "bad\uFFFD", "dangling", "file", "folder", "link", "new\nline", "odd' -> 'name", "pipe", "\u202Etxt.exe"],
            entries.OrderBy(e => e.Kind != FileKind.Directory).ThenBy(e => Order(e.Name)).Select(e => e.Name));
        var byName = entries.ToDictionary(e => e.Name);
        Assert.Equal(("-rwsr-x---", 6L, FileKind.File), (byName["file"].ModeText, byName["file"].Size, byName["file"].Kind));
        Assert.Equal(new DateTimeOffset(2020, 2, 3, 4, 5, 6, TimeSpan.Zero), byName["file"].Modified);
        Assert.Equal(("root", FileKind.Link, "../etc/passwd"), (byName["file"].User, byName["link"].Kind, byName["link"].Target));
        Assert.Equal(("x -> y", "nowhere"), (byName["odd' -> 'name"].Target, byName["dangling"].Target));
        Assert.Equal((FileKind.Special, 'p', FileKind.Directory), (byName["pipe"].Kind, byName["pipe"].ModeText[0], byName["sub"].Kind));
        Assert.Equal(["bad\uFFFD"], entries.Where(e => !e.HasExactName).Select(e => e.Name));

        static int Order(string name) => Array.IndexOf(["-n", " space ", "<b>&\"quoted\"", "bad\uFFFD", "dangling", "file", "folder", "link", "new\nline", "odd' -> 'name", "pipe", "\u202Etxt.exe"], name);
    }

    [Fact]
    public async Task Look_AtALink_TellsWhereItLeadsAndDoesNotFollow()
    {
        Assert.Equal("/etc/passwd", (await LookAsync("/t/link")).LeadsTo?.Value);
        Assert.Equal("/t/sub", (await LookAsync("/t/folder")).LeadsTo?.Value);
        // Through a link on the way the engine goes by itself, inside the container.
        Assert.Equal(["deep"], (await LookAsync("/t/folder/")).LeadsTo is { } target ? (await LookAsync(target.Value)).Listing!.Entries.Select(e => e.Name) : []);
    }

    [Fact]
    public async Task Look_AtAFile_GivesItsBytesInPieces()
    {
        await ShellAsync("for i in 1 2 3 4 5 6 7; do seq 1 20000; done > /t/long");

        var first = (await LookAsync("/t/long")).Part!;
        var second = (await LookAsync("/t/long", first.Next)).Part!;

        Assert.Equal((byte)'\n', first.Bytes.Span[^1]);
        Assert.InRange(first.Bytes.Length, FileReading.PartSize - 64 * 1024, FileReading.PartSize);
        Assert.Equal((first.Next, second.Size, second.Size), (second.Offset, second.Next, first.Size));
        Assert.Equal(string.Concat(Enumerable.Repeat(string.Concat(Enumerable.Range(1, 20000).Select(n => $"{n}\n")), 7)), Encoding.ASCII.GetString(first.Bytes.Span) + Encoding.ASCII.GetString(second.Bytes.Span));
    }

    [Theory]
    [InlineData("/t/none", EngineErrorKind.NotFound)]
    [InlineData("/t/file/x", EngineErrorKind.NotFound)]
    [InlineData("/../../../../../t/none", EngineErrorKind.NotFound)]
    public async Task Look_AtNothing_SaysSo(string path, EngineErrorKind kind)
    {
        var error = await Assert.ThrowsAsync<EngineErrorException>(() => LookAsync(path));

        Assert.Equal(kind, error.Error.Kind);
        Assert.Contains("No such file or folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_InAContainerWithoutAnyProgram_Works()
    {
        var token = TestContext.Current.CancellationToken;
        var (image, name) = (EngineFixture.NewName("scratch"), EngineFixture.NewName("bare"));
        var root = Path.GetTempFileName();
        await using (var tar = new TarWriter(File.Create(root)))
        {
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, "data/"), token);
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "data/한글.txt") { DataStream = new MemoryStream("안녕"u8.ToArray()) }, token);
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, $"data/{new string('n', 255)}") { DataStream = new MemoryStream("x"u8.ToArray()) }, token);
        }

        (await fixture.Engine.DockerAsync(token, "import", root, image)).EnsureSuccess();
        File.Delete(root);
        // It can't even be started: there is nothing in it to run.
        (await fixture.Engine.DockerAsync(token, "create", "--name", name, image, "/none")).EnsureSuccess();

        Assert.Contains((await LookAsync("/", container: name)).Listing!.Entries, e => e is { Name: "data", Kind: FileKind.Directory });
        Assert.Equal([new string('n', 255), "한글.txt"], (await LookAsync("/data", container: name)).Listing!.Entries.Select(e => e.Name));
        Assert.Equal("안녕", (await LookAsync("/data/한글.txt", container: name)).Part!.ToText("auto").Text);
        await fixture.Engine.DockerAsync(token, "rm", "-f", name);
        await fixture.Engine.DockerAsync(token, "rmi", image);
    }

    [Fact]
    public async Task Look_WhereTheToolsLie_AsksTheEngine()
    {
        // A find that prints what it likes is no find, and what it prints is not believed.
        await ShellAsync("rm /usr/bin/find; printf '#!/bin/sh\\necho deadbeef /etc/shadow; exit 0\\n' > /usr/bin/find; chmod +x /usr/bin/find");

        var entries = (await LookAsync("/t/sub")).Listing!.Entries;

        Assert.Equal(["deep"], entries.Select(e => e.Name));
    }

    [Fact]
    public async Task Look_InAnImageWithItsOwnFind_RunsNothingOfItAsRoot()
    {
        var token = TestContext.Current.CancellationToken;
        var name = EngineFixture.NewName("planted");
        // A find that is first in the image's own PATH, and one in the system's folder: each tells as whom it ran.
        const string plant = "mkdir -p /evil /left; chmod 777 /left; for f in /evil/find /usr/bin/find; do rm -f $f; printf '#!/bin/sh\nid -u > /left/'$(echo $f | tr / _)'\nexit 1\n' > $f; chmod +x $f; done; sleep 600";
        (await fixture.Engine.DockerAsync(
            token, "run", "-d", "--name", name, "-e", "PATH=/evil:/bin:/usr/bin:/sbin:/usr/sbin", fixture.Engine.BusyboxImage, "sh", "-c", plant)).EnsureSuccess();
        await Eventually.ThatAsync(
            async () => (await fixture.Engine.DockerAsync(token, "exec", name, "test", "-x", "/usr/bin/find")).ExitCode == 0, TimeSpan.FromSeconds(10), "the programs are planted", token);
        (await fixture.Engine.DockerAsync(token, "commit", "--change", "USER 65534", name, $"{name}-image")).EnsureSuccess();
        (await fixture.Engine.DockerAsync(token, "run", "-d", "--name", $"{name}-run", $"{name}-image", "sleep", "600")).EnsureSuccess();

        var entries = (await LookAsync("/left", container: $"{name}-run")).Listing!.Entries;

        // The archive tells of the folder, since the planted program failed; it ran as the container's user, and only from the system's folder.
        Assert.Equal(["_usr_bin_find"], entries.Select(e => e.Name));
        Assert.Equal("65534", (await fixture.Engine.DockerAsync(token, "exec", $"{name}-run", "cat", "/left/_usr_bin_find")).EnsureSuccess().Text);
        await fixture.Engine.DockerAsync(token, "rm", "-f", name, $"{name}-run");
        await fixture.Engine.DockerAsync(token, "rmi", $"{name}-image");
    }

    [Fact]
    public async Task Look_AtAFolderThatTheContainersUserMayNotRead_AsksTheEngine()
    {
        var token = TestContext.Current.CancellationToken;
        var name = EngineFixture.NewName("private");
        (await fixture.Engine.DockerAsync(token, "run", "-d", "--name", name, fixture.Engine.BusyboxImage, "sh", "-c", "mkdir -p /p/x; chmod 700 /p; sleep 600")).EnsureSuccess();
        await Eventually.ThatAsync(async () => (await fixture.Engine.DockerAsync(token, "exec", name, "test", "-d", "/p/x")).ExitCode == 0, TimeSpan.FromSeconds(10), "the folder is there", token);
        (await fixture.Engine.DockerAsync(token, "commit", "--change", "USER 65534", name, $"{name}-image")).EnsureSuccess();
        (await fixture.Engine.DockerAsync(token, "run", "-d", "--name", $"{name}-run", $"{name}-image", "sleep", "600")).EnsureSuccess();

        Assert.Equal(["x"], (await LookAsync("/p", container: $"{name}-run")).Listing!.Entries.Select(e => e.Name));
        await fixture.Engine.DockerAsync(token, "rm", "-f", name, $"{name}-run");
        await fixture.Engine.DockerAsync(token, "rmi", $"{name}-image");
    }

    [Fact]
    public async Task Look_AtManyNames_HasThemAll()
    {
        const int many = 20_000;
        await ShellAsync($"mkdir /t/many; cd /t/many; seq 1 {many} | xargs touch");

        var listing = (await LookAsync("/t/many")).Listing!;

        Assert.Equal((many, ListingCut.None), (listing.Entries.Count, listing.Cut));
    }

    [Fact]
    public async Task Look_WithoutTheRight_IsRefusedAndAudited_AndWithItIsAuditedToo()
    {
        var viewer = new Actor("v", "viewer", Right.View | Right.Logs, "browser");
        var path = ContainerPath.TryParse("/t/file", out var parsed) ? parsed : default;

        var refused = await Assert.ThrowsAsync<EngineErrorException>(() => fixture.Services.Get<IContainerFiles>().LookAsync(
            viewer, fixture.Services.Local, ResourceName.Of(_name), path, 0, false, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<EngineErrorException>(() => fixture.Services.Get<IContainerFiles>().ChangesAsync(
            viewer, fixture.Services.Local, ResourceName.Of(_name), ContainerPath.Root, TestContext.Current.CancellationToken));
        await LookAsync("/t/file");

        Assert.Equal(EngineErrorKind.Refused, refused.Error.Kind);
        var rows = await fixture.Services.Get<Services.Audit.IAuditReader>().ReadAsync(
            ServiceHost.Admin, new Services.Audit.AuditFilter(Text: $"look at /t/file of {_name}"), null, 10, TestContext.Current.CancellationToken);
        Assert.Equal([("test-admin", "ok"), ("viewer", "refused")], rows.Select(r => (r.UserName, r.Outcome!.Split(':')[0])));
    }

    [Fact]
    public async Task Look_OutOfScope_IsNoContainer()
    {
        var outside = new Actor("s", "scoped", "browser", new GrantSet(
            [new HeldGrant("1", BuiltInRoles.Admin, Right.All, GrantScope.OnStack("local", "elsewhere"), null)]));

        var error = await Assert.ThrowsAsync<EngineErrorException>(() => fixture.Services.Get<IContainerFiles>().LookAsync(
            outside, fixture.Services.Local, ResourceName.Of(_name), ContainerPath.Root, 0, false, TestContext.Current.CancellationToken));

        Assert.Equal((EngineErrorKind.NotFound, $"No such container: {_name}"), (error.Error.Kind, error.Message));
    }

    [Fact]
    public async Task Upload_IntoAReadOnlyContainer_IsRefusedInTheEnginesWords()
    {
        var token = TestContext.Current.CancellationToken;
        var name = EngineFixture.NewName("readonly");
        await fixture.Engine.RunContainerAsync(name, ["--read-only"], ["sleep", "600"], token);

        var result = await fixture.Services.Get<ICommandRunner>().RunAsync(
            ServiceHost.Admin, fixture.Services.Local, new CopyFiles { Source = "-", Destination = $"{name}:/tmp" }, new CommandFiles(new MemoryStream(new byte[1024]), null), token);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("read-only", result.Stderr, StringComparison.Ordinal);
        await fixture.Engine.DockerAsync(token, "rm", "-f", name);
    }

    [Fact]
    public async Task Changes_OfAFolder_AreWhatDockerDiffTells()
    {
        await ShellAsync("echo x > /etc/added; echo y >> /etc/passwd");

        var marks = await fixture.Services.Get<IContainerFiles>().ChangesAsync(
            ServiceHost.Admin, fixture.Services.Local, ResourceName.Of(_name), ContainerPath.TryParse("/etc", out var etc) ? etc : default, TestContext.Current.CancellationToken);

        Assert.Equal(('A', 'C'), (marks["added"], marks["passwd"]));
    }

    [Fact]
    public async Task Download_OfOneFile_IsItsBytes()
    {
        await ShellAsync("printf 'a\\0b\\377' > /t/bytes");
        using var sink = new MemoryStream();
        var size = -1L;

        var result = await fixture.Services.Get<ICommandRunner>().RunAsync(
            ServiceHost.Admin, fixture.Services.Local, new CopyFiles { Source = $"{_name}:/t/bytes", Destination = "-" },
            new CommandFiles(null, new ArchivedFileStream(sink, s => size = s)), TestContext.Current.CancellationToken);
        var folder = await fixture.Services.Get<ICommandRunner>().RunAsync(
            ServiceHost.Admin, fixture.Services.Local, new CopyFiles { Source = $"{_name}:/t", Destination = "-" },
            new CommandFiles(null, new ArchivedFileStream(new MemoryStream(), _ => { })), TestContext.Current.CancellationToken);

        Assert.Equal((0, 4L), (result.ExitCode, size));
        Assert.Equal([(byte)'a', 0, (byte)'b', 0xFF], sink.ToArray());
        Assert.Equal(EngineErrorKind.Invalid, folder.Error?.Kind);
    }

    private Task<FileLook> LookAsync(string path, long offset = 0, string? container = null) => fixture.Services.Get<IContainerFiles>().LookAsync(
        ServiceHost.Admin, fixture.Services.Local, ResourceName.Of(container ?? _name),
        ContainerPath.TryParse(path, out var parsed) ? parsed : throw new ArgumentException(path), offset, isPatient: false, TestContext.Current.CancellationToken);

    private async Task ShellAsync(string script) =>
        (await fixture.Engine.DockerAsync(TestContext.Current.CancellationToken, "exec", _name, "sh", "-c", script)).EnsureSuccess();
}
