using Dashboard.Services.Environments;

namespace Dashboard.Services.Tests.Environments;

public sealed class EngineEndpointTests
{
    [Theory]
    [InlineData(null, "unix:///var/run/docker.sock")]
    [InlineData("", "unix:///var/run/docker.sock")]
    [InlineData("unix:///tmp/x.sock", "unix:///tmp/x.sock")]
    [InlineData("tcp://127.0.0.1:2375", "tcp://127.0.0.1:2375")]
    public void Parse_DockerHost_Reads(string? text, string expected) => Assert.Equal(expected, EngineEndpoint.Parse(text).ToString());

    [Theory]
    [InlineData("http://x")]
    [InlineData("/var/run/docker.sock")]
    [InlineData("tcp://host")]
    [InlineData("unix://")]
    public void Parse_WrongDockerHost_QuotesIt(string text) =>
        Assert.Contains($"\"{text}\"", Assert.Throws<FormatException>(() => EngineEndpoint.Parse(text)).Message, StringComparison.Ordinal);
}
