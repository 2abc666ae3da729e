using System.Text;
using Dashboard.Services.Logs;
using Dashboard.Services.Logs.Download;
using Dashboard.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Services.Tests.Logs;

public sealed class LogDownloadTests : IDisposable
{
    private const long Second = 1_000_000_000;
    private readonly string _folder = TestRun.NewDirectory("download");
    private readonly KeptLog _log;

    public LogDownloadTests()
    {
        _log = new KeptLog(_folder, 100, NullLogger.Instance);
        Append(LogKind.Stdout, 1, "one\r");
        Append(LogKind.Stderr, 2, "two ");
        Append(LogKind.Notice, 0, "said by us");
        Append(LogKind.Stdout, 3, "thr", continues: true);
        Append(LogKind.Stdout, 4, "ee");
        Append(LogKind.Stdout, 5, "");
        Append(LogKind.Ended, 0, "");
        Append(LogKind.Stderr, 6, "six");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _log.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Write_Whole_IsEveryLineByteForByte() => Assert.Equal("one\r\ntwo \nthree\n\nsix\n", await WriteAsync(LogSlice.Whole));

    [Theory]
    [InlineData(101, 104, null, null, null, "two \nthree\n")]
    [InlineData(103, 103, null, null, null, "thr")]
    [InlineData(null, null, "2", "3", null, "two \nthree\n")]
    [InlineData(null, null, null, null, "stderr", "two \nsix\n")]
    [InlineData(106, null, null, null, "stdout", "")]
    [InlineData(5000, null, null, null, null, "")]
    public async Task Write_Slice_IsWhatIsInIt(int? from, int? to, string? since, string? until, string? stream, string expected) =>
        Assert.Equal(expected, await WriteAsync(LogSlice.Parse(from, to, since, until, stream, timestamps: false)));

    [Fact]
    public async Task Write_WithTimestamps_PutsThemBeforeEachLineOnce() => Assert.Equal(
        "1970-01-01T00:00:03.000000000Z three\n1970-01-01T00:00:05.000000000Z \n",
        await WriteAsync(LogSlice.Parse(103, 106, null, null, null, timestamps: true)));

    [Fact]
    public async Task Write_LogOfManyBlocks_IsWhole()
    {
        for (var n = 0; n < 30_000; n++)
        {
            Append(LogKind.Stdout, 10 + n, $"line {n}");
        }

        Assert.Equal(30_005, (await WriteAsync(LogSlice.Whole)).Count(c => c == '\n'));
    }

    [Theory]
    [InlineData("yesterday", null, "invalid value for \"since\": \"yesterday\" is neither RFC 3339 nor seconds since 1970")]
    [InlineData(null, "both", "invalid value for \"stream\": \"both\" is neither \"stdout\" nor \"stderr\"")]
    public void Parse_WrongWords_NamesThem(string? since, string? stream, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => LogSlice.Parse(null, null, since, null, stream, timestamps: false)).Message);

    private void Append(LogKind kind, long second, string text, bool continues = false) =>
        _log.Append(new LogLine(kind, second * Second, Encoding.UTF8.GetBytes(text), continues));

    private async Task<string> WriteAsync(LogSlice slice)
    {
        using var written = new MemoryStream();
        await LogDownload.WriteAsync(_log, slice, written, Token);
        return Encoding.UTF8.GetString(written.ToArray());
    }
}
