using System.Text;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Files;

namespace Dashboard.Services.Tests.Containers.Files;

public sealed class FilePartTests
{
    public static TheoryData<byte[], string, string> Texts => new()
    {
        { "안녕 é\n"u8.ToArray(), "안녕 é\n", "utf-8" },
        { [0xEF, 0xBB, 0xBF, (byte)'a'], "a", "utf-8" },
        { [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("hé")], "hé", "utf-16" },
        { [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("hé")], "hé", "utf-16BE" },
        { [(byte)'h', 0xE9], "hé", "iso-8859-1" },
        { [], "", "utf-8" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void ToText_Auto_FindsTheEncoding(byte[] bytes, string text, string encoding)
    {
        var part = new FilePart(bytes, 0, bytes.Length);

        Assert.False(part.IsBinary);
        Assert.Equal((text, encoding), part.ToText("auto"));
    }

    [Fact]
    public void ToText_Chosen_IsReadInThat()
    {
        var part = new FilePart(new byte[] { 0xB0, 0xA1 }, 0, 2);

        Assert.Equal("가", part.ToText("euc-kr").Text);
        Assert.Equal("°¡", part.ToText("iso-8859-1").Text);
        Assert.Equal(part.ToText("auto"), part.ToText("no-such"));
    }

    [Fact]
    public void ToText_PieceThatBeginsAndEndsInACharacter_IsStillUtf8()
    {
        var bytes = "가나다"u8.ToArray();

        Assert.Equal("utf-8", new FilePart(bytes.AsMemory(1, 7), 1, 9).ToText("auto").Encoding);
    }

    [Fact]
    public void IsBinary_ANul_IsUnlessAMarkExplainsIt()
    {
        Assert.True(new FilePart(new byte[] { 1, 0, 2 }, 0, 3).IsBinary);
        Assert.False(new FilePart(new byte[] { 0xFF, 0xFE, (byte)'a', 0 }, 0, 4).IsBinary);
    }

    [Fact]
    public async Task ArchivedFileStream_WhatIsNoArchive_IsRefused()
    {
        await using var stream = new ArchivedFileStream(new MemoryStream(), _ => { });

        var error = await Assert.ThrowsAsync<EngineErrorException>(() => stream.WriteAsync(new byte[512].Select(_ => (byte)'x').ToArray(), TestContext.Current.CancellationToken).AsTask());

        Assert.Equal(EngineErrorKind.Failed, error.Error.Kind);
    }

    [Fact]
    public void In_AFolder_ShowsItsOwnChangesOnly()
    {
        Assert.True(ContainerPath.TryParse("/etc", out var etc));

        var marks = ContainerFiles.In(etc, [("/etc", 0), ("/etc/a", 1), ("/etc/b", 0), ("/etc/b/c", 1), ("/etc/gone", 2), ("/etcetera", 1)]);

        Assert.Equal([("a", 'A'), ("b", 'C')], marks.Select(m => (m.Key, m.Value)));
        Assert.Equal(["tmp"], ContainerFiles.In(ContainerPath.Root, [("/tmp", 0), ("/tmp/x", 1)]).Keys);
    }
}
