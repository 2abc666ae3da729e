using System.Text;
using Dashboard.Services.Images;
using Dashboard.Services.Images.Builds.BuildKit;
using Dashboard.Services.Images.Builds.BuildKit.Wire;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Dashboard.Services.Tests.Images.Builds;

public sealed class BuildKitProgressTests
{
    private static readonly DateTimeOffset _begin = DateTimeOffset.UnixEpoch.AddYears(50);
    private readonly BuildKitProgress _progress = new();

    [Fact]
    public async Task Translate_ABuild_IsLinesThatNameTheirStep()
    {
        string[] lines =
        [
            .. await TellAsync(new StatusResponse { Vertexes = { Vertex("a", "[1/2] FROM busybox"), Vertex("b", "[2/2] RUN make"), new Vertex { Digest = "c", Name = "not begun" } } }),
            .. await TellAsync(new StatusResponse { Logs = { Log("b", 1.5, "one\ntw"), Log("b", 2, "o\nthree") } }),
            .. await TellAsync(new StatusResponse { Vertexes = { Vertex("a", "[1/2] FROM busybox", 2, isCached: true), Vertex("b", "[2/2] RUN make", 3.25) } }),
            .. await TellAsync(new StatusResponse { Vertexes = { Vertex("b", "[2/2] RUN make", 3.25) } }),
        ];

        Assert.Equal(["#1 [1/2] FROM busybox", "#2 [2/2] RUN make", "#2 1.500 one", "#2 2.000 two", "#1 CACHED", "#2 3.250 three", "#2 DONE 3.3s"], lines);
    }

    [Fact]
    public async Task Translate_AFailure_HasItsWords() => Assert.Equal(
        ["#1 RUN x", "#1 ERROR: exit code 7"],
        await TellAsync(new StatusResponse { Vertexes = { Vertex("a", "RUN x", 1, error: "exit code 7") } }));

    [Fact]
    public async Task Translate_ACharacterCutInTwo_IsWhole()
    {
        var bytes = Encoding.UTF8.GetBytes("김\n");

        await TellAsync(new StatusResponse { Vertexes = { Vertex("a", "RUN x") } });
        await TellAsync(new StatusResponse { Logs = { new VertexLog { Vertex = "a", Msg = ByteString.CopyFrom(bytes[..2]) } } });

        Assert.Equal(["#1 0.000 김"], await TellAsync(new StatusResponse { Logs = { new VertexLog { Vertex = "a", Msg = ByteString.CopyFrom(bytes[2..]) } } }));
    }

    [Fact]
    public async Task Translate_ATransfer_IsABarAndThenALineOnce()
    {
        await TellAsync(new StatusResponse { Vertexes = { Vertex("a", "FROM x") } });
        var going = new VertexStatus { Id = "sha256:1", Vertex = "a", Current = 5, Total = 2000 };
        var over = new VertexStatus { Id = "sha256:1", Vertex = "a", Current = 2000, Total = 2000, Completed = At(1) };

        var bar = Assert.Single(await TranslateAsync(new StatusResponse { Statuses = { going } }));
        Assert.Equal(("", "sha256:1", 5, 2000), (bar.Line, bar.Progress.Layer, bar.Progress.Current, bar.Progress.Total));
        Assert.Equal(["#1 sha256:1 2kB done"], await TellAsync(new StatusResponse { Statuses = { over, over } }));
    }

    [Fact]
    public async Task Translate_TheImage_IsKnownAndNotShown()
    {
        var message = await ParseAsync("""{"id":"moby.image.id","aux":{"ID":"sha256:abc"}}""");

        Assert.Empty(_progress.Translate(message));
        Assert.Equal("sha256:abc", _progress.ImageId);
    }

    [Fact]
    public async Task Translate_NoneOfBuildKits_IsItself()
    {
        var message = await ParseAsync("""{"status":"Downloading","id":"a1"}""");

        Assert.Equal([message], _progress.Translate(message));
    }

    [Theory]
    [InlineData("***")]
    [InlineData("/////w==")]
    public async Task Translate_WhatCantBeRead_Throws(string trace)
    {
        var message = await ParseAsync($$"""{"id":"moby.buildkit.trace","aux":"{{trace}}"}""");

        Assert.Throws<InvalidDataException>(() => _progress.Translate(message).ToList());
    }

    private async Task<string[]> TellAsync(StatusResponse status) => [.. (await TranslateAsync(status)).Select(m => m.Line.TrimEnd('\n'))];

    private async Task<List<EngineMessage>> TranslateAsync(StatusResponse status) =>
        [.. _progress.Translate(await ParseAsync($$"""{"id":"moby.buildkit.trace","aux":"{{Convert.ToBase64String(status.ToByteArray())}}"}"""))];

    private static async Task<EngineMessage> ParseAsync(string line)
    {
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(line + "\n"));
        return await EngineMessage.ReadAllAsync(body, TestContext.Current.CancellationToken).SingleAsync(TestContext.Current.CancellationToken);
    }

    private static Vertex Vertex(string digest, string name, double? seconds = null, bool isCached = false, string error = "") => new()
    {
        Digest = digest,
        Name = name,
        Started = At(0),
        Completed = seconds is { } after ? At(after) : null,
        Cached = isCached,
        Error = error,
    };

    private static VertexLog Log(string digest, double seconds, string text) => new() { Vertex = digest, Timestamp = At(seconds), Msg = ByteString.CopyFromUtf8(text) };

    private static Timestamp At(double seconds) => Timestamp.FromDateTimeOffset(_begin.AddSeconds(seconds));
}
