using Dashboard.Services.Commands;
using Dashboard.Services.Logs.Download;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Logs;

/// <summary>A log taken away beside what <c>docker logs</c> prints.</summary>
public sealed class LogDownloadEngineTests(EngineFixture fixture)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_OddBytesAndLongLines_IsWhatDockerLogsPrints(bool timestamps)
    {
        var token = TestContext.Current.CancellationToken;
        var name = EngineFixture.NewName("download");
        // The engine tells the time of each piece of a long line again in the middle of it; here it stands before the line once.
        var longLine = timestamps ? "" : @"head -c 16384 /dev/zero | tr '\0' x; echo; ";
        await fixture.Engine.RunContainerAsync(
            name, [], ["sh", "-c", $@"printf 'a\rb\n\n\377\303\n\033[31m한글\033[0m\n'; {longLine}seq 1 20000"], token);
        await Eventually.ThatAsync(
            async () => (await fixture.Engine.DockerAsync(token, "inspect", "-f", "{{.State.Status}}", name)).Text == "exited", TimeSpan.FromSeconds(30), "it is done", token);

        using var written = new MemoryStream();
        await fixture.Services.Get<ILogDownload>().WriteAsync(
            ServiceHost.Admin, fixture.Services.Local, ResourceName.Of(name), LogSlice.Whole with { Timestamps = timestamps }, _ => written, token);

        var cli = (await fixture.Engine.DockerAsync(token, ["logs", .. timestamps ? ["--timestamps"] : Array.Empty<string>(), name])).EnsureSuccess();
        Assert.Equal(cli.Stdout, System.Text.Encoding.UTF8.GetString(written.ToArray()));
        await fixture.Engine.DockerAsync(token, "rm", "-f", name);
    }
}
