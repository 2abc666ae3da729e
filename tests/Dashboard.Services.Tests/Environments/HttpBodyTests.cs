using System.Buffers;
using System.Text;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Tests.Environments;

public sealed class HttpBodyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(1000)]
    public void Read_ChunksSplitAnywhere_GivesTheBodyWhole(int piece)
    {
        var body = new HttpBody(new Trickle("5\r\nhello\r\n1;x=y\r\n \r\nA\r\n0123456789\r\n0\r\n\r\n", piece), [], chunked: true, null);
        Assert.Equal("hello 0123456789", ReadAll(body));
    }

    [Fact]
    public void Read_BytesThatCameWithTheHead_AreNotLost()
    {
        var body = new HttpBody(new Trickle("lo\r\n0\r\n\r\n", 3), "5\r\nhel"u8, chunked: true, null);
        Assert.Equal("hello", ReadAll(body));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Rest_BetweenReads_LosesNothingAndWaitsForNoBytesThatAreNone(int piece)
    {
        var body = new HttpBody(new Trickle("5\r\nhello\r\n1;x=y\r\n \r\nA\r\n0123456789\r\n0\r\n\r\n", piece), [], chunked: true, null);
        var text = new StringBuilder();
        var buffer = new byte[4];
        int read;
        while ((read = body.Read(buffer)) > 0)
        {
            text.Append(Encoding.ASCII.GetString(buffer, 0, read));
            body.Rest();
        }

        Assert.Equal("hello 0123456789", text.ToString());
    }

    [Fact]
    public void Dispose_BufferInUse_IsReturnedOnceAndNothingIsReadAfterwards()
    {
        var network = new Watched();
        var body = new HttpBody(network, [], chunked: false, null);
        Assert.Equal(1, body.Read(new byte[1]));

        body.Dispose();
        body.Dispose();

        // The pool gives what came back last to the thread that brought it.
        var first = ArrayPool<byte>.Shared.Rent(network.Buffer!.Length);
        var second = ArrayPool<byte>.Shared.Rent(network.Buffer.Length);
        Assert.Same(network.Buffer, first);
        Assert.NotSame(first, second);
        Assert.Throws<ObjectDisposedException>(() => body.Read(new byte[1]));
    }

    [Theory]
    [InlineData("ffffffffffffffff\r\nx")]
    [InlineData("10000000000000000000000\r\nx")]
    [InlineData("\r\nx")]
    [InlineData("-1\r\nx")]
    [InlineData("xyz\r\nx")]
    [InlineData("5\r\nab")]
    public void Read_ChunkThatIsNone_IsABrokenConnection(string text) => Assert.Throws<IOException>(() =>
    {
        using var body = new HttpBody(new Trickle(text, 1000), [], chunked: true, null);
        ReadAll(body);
    });

    [Fact]
    public void HasRest_AChunkIsReadToItsEnd_IsFalse()
    {
        var body = new HttpBody(new Trickle("2\r\nab\r\n", 1000), [], chunked: true, null);
        Assert.Equal(1, body.Read(new byte[1]));
        Assert.True(body.HasRest);
        Assert.Equal(1, body.Read(new byte[1]));
        Assert.False(body.HasRest);
    }

    [Fact]
    public void Read_WithALength_StopsThere()
    {
        var body = new HttpBody(new Trickle("hello and more", 4), [], chunked: false, 5);
        Assert.Equal("hello", ReadAll(body));
    }

    [Theory]
    [InlineData("5\r\nhel")]
    [InlineData("5\r\nhello\r\n")]
    [InlineData("")]
    public void Read_ConnectionThatBreaksInside_Throws(string bytes)
    {
        var body = new HttpBody(new Trickle(bytes, 100), [], chunked: true, null);
        Assert.Throws<IOException>(() => ReadAll(body));
    }

    [Fact]
    public void Read_WhatIsNoChunk_Throws() =>
        Assert.Throws<IOException>(() => ReadAll(new HttpBody(new Trickle("hello\r\n", 100), [], chunked: true, null)));

    private static string ReadAll(HttpBody body)
    {
        var text = new StringBuilder();
        var buffer = new byte[7];
        int read;
        while ((read = body.Read(buffer)) > 0)
        {
            text.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }

        return text.ToString();
    }

    /// <summary>Gives its bytes a few at a time, as a network may.</summary>
    private sealed class Trickle(string text, int piece) : MemoryStream(Encoding.ASCII.GetBytes(text))
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, piece));
    }

    // Remembers the buffer that it is read into.
    private sealed class Watched : MemoryStream
    {
        public byte[]? Buffer { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Buffer = buffer;
            return 1;
        }
    }
}
