using System.Formats.Tar;
using System.Text;
using Dashboard.Services.Commands;
using Dashboard.Services.Images.Builds.Contexts;
using Dashboard.Services.Storage;
using Dashboard.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Services.Tests.Images.Builds;

/// <summary>A context that is read before it is sent: what is sent has the text that was read, under a name of its own, and everything else as it was.</summary>
public sealed class PinnedContextTests : IDisposable
{
    private readonly DashboardOptions _options = new() { DataDirectory = TestRun.NewDirectory("pinned") };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(_options.DataDirectory, "contexts");

    public void Dispose() => Directory.Delete(_options.DataDirectory, recursive: true);

    /// <summary>Entries "path=text", "path->link" or "path=>hard link", and which text is the Dockerfile; null where there is none.</summary>
    [Theory]
    [InlineData("Dockerfile=one", null, "one")]
    [InlineData("./Dockerfile=one", null, "one")]
    [InlineData("dockerfile=one", null, "one")]
    [InlineData("dockerfile=two;Dockerfile=one", null, "one")]
    [InlineData("Dockerfile=two;Dockerfile=one", null, "one")]
    [InlineData("a/Dockerfile=one;Dockerfile=two", "a/Dockerfile", "one")]
    [InlineData("a/Dockerfile=one;Dockerfile=two", "./a//Dockerfile", "one")]
    [InlineData("Dockerfile->docker/main;docker/main=one", null, "one")]
    [InlineData("a/b->../c/d;c/d->./e;c/e=one", "a/b", "one")]
    [InlineData("b=one;Dockerfile=>b", null, "one")]
    [InlineData("Dockerfile->x;Dockerfile=one", null, "one")]
    [InlineData("Dockerfile->../../etc/passwd", null, null)]
    [InlineData("Dockerfile->/etc/passwd", null, null)]
    [InlineData("Dockerfile->b;b->Dockerfile", null, null)]
    [InlineData("Dockerfile->nosuch", null, null)]
    [InlineData("other=one", null, null)]
    [InlineData("other=one", "Dockerfile", null)]
    public async Task Pin_AContext_ReadsTheDockerfileThatIsMeant(string entries, string? dockerfile, string? expected)
    {
        var contexts = Make();
        if (expected is null)
        {
            var e = await Assert.ThrowsAsync<EngineErrorException>(() => contexts.PinAsync(Tar(entries), dockerfile, Stop));
            Assert.Equal(EngineErrorKind.Invalid, e.Error.Kind);
            Assert.Contains("Cannot locate specified Dockerfile", e.Error.Message, StringComparison.Ordinal);
        }
        else
        {
            await using var pinned = await contexts.PinAsync(Tar(entries), dockerfile, Stop);
            Assert.Equal(expected, pinned.Text);
        }

        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task Open_WhatWasRead_IsSentUnderANameOfItsOwnBesideTheRest()
    {
        await using var pinned = await Make().PinAsync(Tar("Dockerfile=one;a.txt=1;.dockerignore=*;here->.;here/Dockerfile=two"), null, Stop);
        List<string> sent = [];
        await using var archive = pinned.Open();
        await using var reader = new TarReader(archive);
        while (await reader.GetNextEntryAsync(copyData: true, Stop) is { } entry)
        {
            sent.Add(entry.DataStream is { } data ? $"{entry.Name}={await new StreamReader(data).ReadToEndAsync(Stop)}" : entry.Name);
        }

        Assert.Equal([$"{pinned.Dockerfile}=one", "Dockerfile=one", "a.txt=1", ".dockerignore=*", "here", "here/Dockerfile=two"], sent);
        Assert.Matches("^Dockerfile\\.[0-9a-f]{32}$", pinned.Dockerfile);
    }

    private BuildContexts Make()
    {
        var options = Options.Create(_options);
        return new BuildContexts(new DataDirectory(options), options, new FakeTimeProvider());
    }

    private static MemoryStream Tar(string entries)
    {
        var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var entry in entries.Split(';'))
            {
                tar.WriteEntry(
                    entry.Split("->") is [var link, var target] ? new UstarTarEntry(TarEntryType.SymbolicLink, link) { LinkName = target }
                    : entry.Split("=>") is [var hard, var original] ? new UstarTarEntry(TarEntryType.HardLink, hard) { LinkName = original }
                    : new UstarTarEntry(TarEntryType.RegularFile, entry.Split('=')[0]) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(entry.Split('=')[1])) });
            }
        }

        bytes.Position = 0;
        return bytes;
    }
}
