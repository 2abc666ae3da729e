using System.Text;
using Dashboard.Services.Images;

namespace Dashboard.Services.Tests.Images;

public sealed class EngineMessageTests
{
    [Theory]
    [InlineData("""{"status":"Pulling fs layer","progressDetail":{},"id":"a1b2"}""", "a1b2: Pulling fs layer\n")]
    [InlineData("""{"status":"Downloading","progressDetail":{"current":5,"total":9},"progress":"[=>  ]","id":"a1b2"}""", "")]
    [InlineData("""{"status":"Status: Image is up to date for busybox:latest"}""", "Status: Image is up to date for busybox:latest\n")]
    [InlineData("""{"stream":"Step 1/2 : FROM busybox"}""", "Step 1/2 : FROM busybox")]
    [InlineData("""{"stream":"\n"}""", "\n")]
    [InlineData("""{"aux":{"ID":"sha256:1"}}""", "")]
    [InlineData("plain words", "plain words\n")]
    public async Task Line_OfAMessage_IsWhatTheCliPrints(string message, string line) => Assert.Equal(line, (await ReadAsync(message)).Line);

    [Fact]
    public async Task Error_OfABuild_HasWordsAndExitCode()
    {
        var message = await ReadAsync("""{"errorDetail":{"code":7,"message":"The command '/bin/sh -c exit 7' returned a non-zero code: 7"},"error":"…"}""");

        Assert.Equal(("The command '/bin/sh -c exit 7' returned a non-zero code: 7", 7), (message.Error, message.ErrorCode));
    }

    [Fact]
    public async Task AuxId_OfABuild_IsTheImages() => Assert.Equal("sha256:1", (await ReadAsync("""{"aux":{"ID":"sha256:1"}}""")).AuxId);

    private static async Task<EngineMessage> ReadAsync(string text)
    {
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(text + "\r\n"));
        await foreach (var message in EngineMessage.ReadAllAsync(body, TestContext.Current.CancellationToken))
        {
            return message;
        }

        throw new InvalidOperationException("No message.");
    }
}
