using System.Formats.Tar;
using System.IO.Pipelines;
using System.Text;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Containers;

/// <summary><c>docker cp</c> and <c>docker export</c> as streams, and what somebody might try with them.</summary>
public sealed class ArchiveTests(EngineFixture fixture) : IAsyncLifetime
{
    private readonly string _name = EngineFixture.NewName("archive");

    public async ValueTask InitializeAsync() => await fixture.Engine.RunContainerAsync(_name, [], ["sleep", "600"], TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync() => await fixture.Engine.DockerAsync(CancellationToken.None, "rm", "-f", _name);

    [Fact]
    public async Task Cp_OutAndIn_KeepsEveryByte()
    {
        await ShellAsync("printf 'a\\0b\\377' > '/tmp/odd <name>\"'");
        using var archive = new MemoryStream();

        var read = await CopyAsync($"{_name}:/tmp/odd <name>\"", "-", new CommandFiles(null, archive));
        archive.Position = 0;
        var written = await CopyAsync("-", $"{_name}:/root", new CommandFiles(archive, null));

        Assert.Equal((0, "", 0, ""), (read.ExitCode, read.Stderr, written.ExitCode, written.Stderr));
        Assert.Equal("", await ShellAsync("cmp '/tmp/odd <name>\"' '/root/odd <name>\"'"));
    }

    [Fact]
    public async Task Cp_OfACompressedArchive_IsDecompressedByUs()
    {
        await ShellAsync("echo packed > /tmp/packed");
        using var archive = new MemoryStream();
        await CopyAsync($"{_name}:/tmp/packed", "-", new CommandFiles(null, archive));
        using var packed = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(archive.ToArray());
        }

        packed.Position = 0;
        var written = await CopyAsync("-", $"{_name}:/root", new CommandFiles(packed, null));
        using var refused = new MemoryStream([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 0, 0]);
        var xz = await CopyAsync("-", $"{_name}:/root", new CommandFiles(refused, null));

        Assert.Equal((0, ""), (written.ExitCode, written.Stderr));
        Assert.Equal("packed\n", await ShellAsync("cat /root/packed"));
        Assert.Equal(1, xz.ExitCode);
        Assert.Contains("The archive is compressed with xz: decompress it first", xz.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cp_TheSameFile_IsWhatTheCliGives()
    {
        await ShellAsync("mkdir -p /tmp/d && echo 1 > /tmp/d/x && ln -s d/x /tmp/link && ln -s /tmp/d /tmp/folder");
        foreach (var (options, path) in ((string, string)[])[("", "/tmp/d"), ("", "/tmp/link"), ("-L", "/tmp/link"), ("-L", "/tmp/folder"), ("", "tmp/d/."), ("", "/tmp/d/../d/x")])
        {
            using var archive = new MemoryStream();
            var result = await CopyAsync($"{_name}:{path}", "-", new CommandFiles(null, archive), follow: options == "-L");
            var cli = await fixture.Engine.DockerAsync(
                TestContext.Current.CancellationToken, ["cp", .. options.Length > 0 ? [options] : Array.Empty<string>(), $"{_name}:{path}", "-"]);

            Assert.Equal((0, 0), (result.ExitCode, cli.ExitCode));
            // All of it is ASCII, so that the text that the CLI's output was read as is the same bytes.
            Assert.Equal(Entries(Encoding.ASCII.GetBytes(cli.Stdout)), Entries(archive.ToArray()));
            Assert.NotEmpty(Entries(archive.ToArray()));
        }
    }

    [Fact]
    public async Task Export_Whole_HasTheFileSystem()
    {
        await ShellAsync("echo mark > /tmp/mark");
        using var archive = new MemoryStream();

        var result = await RunAsync(new ExportContainer { Container = ResourceName.Of(_name) }, new CommandFiles(null, archive));

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("tmp/mark", Entries(archive.ToArray()));
        Assert.Contains("bin/busybox", Entries(archive.ToArray()));
    }

    // Attacks. The engine resolves paths inside the container; nothing is unpacked on the server.
    [Theory]
    [InlineData("../../../../../../etc/hostname")]
    [InlineData("/../../../../etc/hostname")]
    [InlineData("/proc/self/root/etc/hostname")]
    [InlineData("/tmp/escape/hostname")]
    public async Task Cp_PathThatClimbs_StaysInTheContainer(string path)
    {
        await ShellAsync("ln -sfn ../../../../../../etc /tmp/escape; rm -f /etc/only-on-host");
        var onHost = Path.Combine(Path.GetTempPath(), EngineFixture.NewName("only-on-host"));
        await File.WriteAllTextAsync(onHost, "secret of the host", TestContext.Current.CancellationToken);
        using var archive = new MemoryStream();

        var result = await CopyAsync($"{_name}:{path.Replace("etc/hostname", onHost.TrimStart('/'), StringComparison.Ordinal).Replace("/tmp/escape/hostname", $"/tmp/escape/..{onHost}", StringComparison.Ordinal)}", "-", new CommandFiles(null, archive));

        File.Delete(onHost);
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(0, archive.Length);
    }

    [Fact]
    public async Task Cp_UploadWithEntriesThatClimb_WritesNothingOutside()
    {
        var outside = EngineFixture.NewName("climbed");
        using var archive = new MemoryStream();
        await using (var tar = new TarWriter(archive, leaveOpen: true))
        {
            await WriteAsync(tar, new PaxTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = "/../../../../../../tmp" });
            await WriteAsync(tar, new PaxTarEntry(TarEntryType.RegularFile, $"../../../../../../../../tmp/{outside}") { DataStream = new MemoryStream("x"u8.ToArray()) });
            await WriteAsync(tar, new PaxTarEntry(TarEntryType.RegularFile, $"link/{outside}") { DataStream = new MemoryStream("x"u8.ToArray()) });
        }

        archive.Position = 0;
        await CopyAsync("-", $"{_name}:/tmp", new CommandFiles(archive, null));

        Assert.False(File.Exists($"/tmp/{outside}"));
    }

    [Theory]
    [InlineData("../volumes/x")]
    [InlineData("..%2fvolumes%2fx")]
    [InlineData("a/b")]
    [InlineData("a?b")]
    [InlineData("")]
    public async Task Cp_ContainerThatClimbs_IsNoContainer(string container)
    {
        using var archive = new MemoryStream();

        var result = await CopyAsync($"{container}:/etc/passwd", "-", new CommandFiles(null, archive));

        Assert.Equal(1, result.ExitCode);
        Assert.True(result.Stderr.Contains("No such container", StringComparison.Ordinal) || result.Stderr.Contains("must specify at least one", StringComparison.Ordinal), result.Stderr);
        Assert.Equal(0, archive.Length);
    }

    [Fact]
    public async Task Cp_HugeFile_IsNeverKeptWhole()
    {
        const long size = 1L << 30;
        await ShellAsync($"dd if=/dev/zero of=/tmp/huge bs=1 count=0 seek={size}");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var sink = new CountingStream();

        var result = await CopyAsync($"{_name}:/tmp/huge", "-", new CommandFiles(null, sink));

        Assert.Equal(0, result.ExitCode);
        Assert.True(sink.Count > size, $"{sink.Count} bytes");
        Assert.True(GC.GetTotalMemory(forceFullCollection: false) - before < 64 << 20, "more than 64 MB were kept");
    }

    [Fact]
    public async Task Cp_UploadThatStalls_EndsWithItsCaller()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(new byte[1024], TestContext.Current.CancellationToken);
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var upload = RunAsync(new CopyFiles { Source = "-", Destination = $"{_name}:/tmp" }, new CommandFiles(pipe.Reader.AsStream(), null), caller.Token);
        Assert.Equal("meanwhile\n", await ShellAsync("echo meanwhile"));
        Assert.False(upload.IsCompleted);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload.WaitAsync(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task Cp_UploadThatBreaksOff_IsNotBlamedOnTheEngine()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(new byte[1024], TestContext.Current.CancellationToken);
        await pipe.Writer.CompleteAsync(new IOException("too slow"));

        var result = await RunAsync(new CopyFiles { Source = "-", Destination = $"{_name}:/tmp" }, new CommandFiles(pipe.Reader.AsStream(), null));

        Assert.Equal((1, EngineErrorKind.Invalid), (result.ExitCode, result.Error!.Kind));
        Assert.Contains("The upload broke off: too slow", result.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_CallerGone_Ends()
    {
        await ShellAsync("dd if=/dev/zero of=/tmp/big bs=1 count=0 seek=8000000000");
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var sink = new CountingStream { OnFirst = caller.Cancel };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => RunAsync(new ExportContainer { Container = ResourceName.Of(_name) }, new CommandFiles(null, sink), caller.Token).WaitAsync(TimeSpan.FromSeconds(10)));

        Assert.True(sink.Count < 1_000_000_000);
    }

    [Theory]
    [InlineData("cp {c}:/etc/passwd -")]
    [InlineData("cp - {c}:/tmp")]
    [InlineData("export {c}")]
    public async Task TypedLine_WithoutAStream_IsToldSo(string line)
    {
        var result = await fixture.Services.RunAsync(line.Replace("{c}", _name, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("no stream", result.Stderr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cp {c}:/etc/passwd /etc/passwd")]
    [InlineData("cp /etc/passwd {c}:/tmp")]
    [InlineData("cp ./x {c}:/tmp")]
    public async Task Cp_PathOnTheServer_IsRefused(string line)
    {
        var result = await fixture.Services.RunAsync(line.Replace("{c}", _name, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("there are none on the server", result.Stderr, StringComparison.Ordinal);
    }

    private Task<CommandResult> CopyAsync(string from, string to, CommandFiles files, bool follow = false) =>
        RunAsync(new CopyFiles { Source = from, Destination = to, FollowLink = follow }, files);

    private Task<CommandResult> RunAsync(DockerCommand command, CommandFiles files, CancellationToken? token = null) =>
        fixture.Services.Get<ICommandRunner>().RunAsync(ServiceHost.Admin, fixture.Services.Local, command, files, token ?? TestContext.Current.CancellationToken);

    private async Task<string> ShellAsync(string script)
    {
        var result = await fixture.Engine.DockerAsync(TestContext.Current.CancellationToken, "exec", _name, "sh", "-c", script + " 2>&1 | grep -v records");
        return result.Stdout;
    }

    private static async Task WriteAsync(TarWriter tar, TarEntry entry) => await tar.WriteEntryAsync(entry, TestContext.Current.CancellationToken);

    private static List<string> Entries(byte[] archive)
    {
        List<string> names = [];
        using var tar = new TarReader(new MemoryStream(archive));
        while (archive.Length > 0 && tar.GetNextEntry() is { } entry)
        {
            names.Add(entry.Name);
        }

        return names;
    }

    /// <summary>A sink that only counts.</summary>
    private sealed class CountingStream : MemoryStream
    {
        public long Count { get; private set; }

        public Action? OnFirst { get; init; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Count += buffer.Length;
            OnFirst?.Invoke();
            return ValueTask.CompletedTask;
        }
    }
}
