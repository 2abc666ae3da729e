using System.Diagnostics;
using System.Globalization;
using System.Text;
using Dashboard.Services.Logs;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Logs;

/// <summary>What is kept of a log holds what <c>docker logs</c> prints, byte for byte.</summary>
public sealed class LogConformanceTests(EngineFixture fixture)
{
    // Long lines around the 16 KiB at which the engine cuts, progress, colours, wide and broken characters, both streams, no line end last.
    private const string Odd =
        """
        x() { head -c $1 /dev/zero | tr '\0' "$2"; }
        printf 'plain\n\n   spaces  \n'
        for n in $LENGTHS; do x $n a; echo; done
        x 300 b; printf '\rc 10%%\rc 50%%\rc 100%%\n'
        printf '\033[1;31mred\033[0m \033[38;5;208morange\033[0m\n\033[2K\033[1G\n'
        printf '로그 日本語 中文\n👩‍💻🚀é\n'
        printf 'bad \377\376\200\303 end\n\000nul\000\n'
        for i in 1 2 3; do echo "err $i" >&2; echo "out $i"; done
        printf 'no line end'
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("json-file", false)]
    [InlineData("json-file", true)]
    [InlineData("local", false)]
    [InlineData("local", true)]
    public async Task Kept_OddLines_IsWhatDockerLogsPrints(string driver, bool hasTty)
    {
        // Of a line that it cuts, engine 20.10 loses the end with the driver "local": docker logs prints the next line behind it, and with
        // --timestamps of a terminal its time in between.
        var lengths = driver == "local" && hasTty ? "1 16000" : "1 16383 16384 16385 32767 32768 32769 49152 65536 65537 131072";
        var name = EngineFixture.NewName("log-odd");
        await fixture.Engine.RunContainerAsync(name, ["--log-driver", driver, "-e", $"LENGTHS={lengths}", .. hasTty ? (string[])["-t"] : []], ["sh", "-c", Odd], Token);

        var kept = await KeptText.ReadAsync(fixture.Services, name, hasTty, Token);

        var (stdout, stderr) = await PrintAsync($"docker logs {name}");
        Assert.Equal(Ended(stdout, hasTty), kept.Stdout);
        Assert.Equal(stderr, kept.Stderr);
        Assert.Equal([LogKind.Ended], kept.Others);
        var (timed, _) = await PrintAsync($"docker logs --timestamps {name}");
        Assert.Equal(Times(timed), kept.Times);
    }

    [Fact]
    public async Task Kept_RotatedManyTimes_HoldsEveryLineAndAllThatDockerLogsStillPrints()
    {
        var name = EngineFixture.NewName("log-rotated");
        await fixture.Engine.RunContainerAsync(
            name, ["--log-opt", "max-size=40k", "--log-opt", "max-file=3"], ["sh", "-c", "i=0; while [ $i -lt 4000 ]; do i=$((i+1)); echo line $i; [ $((i % 100)) -eq 0 ] && sleep 0.02; done"], Token);

        var kept = await KeptText.ReadAsync(fixture.Services, name, hasTty: false, Token);

        var (stdout, _) = await PrintAsync($"docker logs {name}");
        // Engine 20.10 sends the first lines of a new file twice to whoever follows over a rotation, docker logs -f included.
        var lines = Encoding.UTF8.GetString(kept.Stdout).TrimEnd('\n').Split('\n');
        Assert.Equal(Enumerable.Range(1, 4000).Select(i => $"line {i}"), lines.Distinct());
        var printed = Encoding.UTF8.GetString(stdout).TrimEnd('\n').Split('\n');
        Assert.Equal(printed, lines.Distinct().TakeLast(printed.Length));
    }

    [Fact]
    public async Task Kept_OneLineOf100MB_IsWhole()
    {
        const int Length = 100 * 1024 * 1024;
        var name = EngineFixture.NewName("log-100mb");
        await fixture.Engine.RunContainerAsync(name, [], ["sh", "-c", $"head -c {Length} /dev/zero | tr '\\0' x; echo; echo end"], Token);

        var kept = (await KeptText.ReadAsync(fixture.Services, name, hasTty: false, Token)).Stdout;

        Assert.Equal(Length + "\nend\n".Length, kept.Length);
        Assert.Equal(-1, kept.AsSpan(0, Length).IndexOfAnyExcept((byte)'x'));
    }

    // What has no line end yet is a line too, and has one here.
    private static byte[] Ended(byte[] text, bool hasTty) => text is [.., (byte)'\n'] ? text : [.. text, .. hasTty ? "\r\n"u8 : "\n"u8];

    private static List<long> Times(byte[] timed) =>
        [.. Encoding.Latin1.GetString(timed).TrimEnd('\n').Split('\n').Select(line => Nanoseconds(line[..30]))];

    // 2026-11-23T18:43:17.123456789Z
    private static long Nanoseconds(string stamp) =>
        (DateTimeOffset.ParseExact(stamp[..19], "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeSeconds() * 1_000_000_000)
        + long.Parse(stamp.AsSpan(20, 9), CultureInfo.InvariantCulture);

    private async Task<(byte[] Stdout, byte[] Stderr)> PrintAsync(string command)
    {
        var folder = TestRun.NewDirectory("printed");
        var (stdout, stderr) = (Path.Combine(folder, "out"), Path.Combine(folder, "err"));
        try
        {
            var start = new ProcessStartInfo("sh");
            foreach (var argument in (string[])["-c", $"{command} > \"$0\" 2> \"$1\"", stdout, stderr])
            {
                start.ArgumentList.Add(argument);
            }

            foreach (var (variable, value) in fixture.Engine.CliEnvironment())
            {
                start.Environment[variable] = value;
            }

            using var process = Process.Start(start)!;
            await process.WaitForExitAsync(Token);
            Assert.Equal(0, process.ExitCode);
            return (await File.ReadAllBytesAsync(stdout, Token), await File.ReadAllBytesAsync(stderr, Token));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
