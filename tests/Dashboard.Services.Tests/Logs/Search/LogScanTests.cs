using System.Text;
using Dashboard.Services.Logs;
using Dashboard.Services.Logs.Search;
using Dashboard.Services.Tests.Logs.Spool;
using Dashboard.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Services.Tests.Logs.Search;

public sealed class LogScanTests : IAsyncDisposable
{
    private readonly string _folder = TestRun.NewDirectory("scan");
    private readonly KeptLog _log;

    public LogScanTests() => _log = new KeptLog(_folder, 100, NullLogger.Instance);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        // Blocks are written in the background.
        await _log.SealAsync(CancellationToken.None);
        _log.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("ERROR", false, false, new[] { 101L, 102, 105 })]
    [InlineData("ERROR", false, true, new[] { 102L })]
    [InlineData("größe", false, false, new[] { 103L })]
    [InlineData("GRÖSSE|GRÖßE", true, false, new[] { 103L })]
    [InlineData("^err", true, false, new[] { 101L })]
    [InlineData("^e.*r$", true, true, new[] { 101L })]
    [InlineData("a.b", false, false, new[] { 104L })]
    [InlineData("\u0001", false, false, new long[0])]
    [InlineData("nothing", false, false, new long[0])]
    public async Task Run_TextAndExpressions_FindTheLinesThatHoldThem(string text, bool regex, bool exact, long[] expected)
    {
        foreach (var line in (string[])["plain", "error", "an ERROR here", "die Größe", "a.b axb", "EReRrOr eRRor"])
        {
            Append(LogKind.Stdout, 1, line);
        }

        Assert.Equal(expected, await FindAsync(new() { Text = text, Regex = regex, CaseSensitive = exact }));
    }

    [Theory]
    [InlineData("(?:a?){300}a{300}b")]
    [InlineData("(?:(?:a|b|ab)*c){200}d")]
    [InlineData("(?:.*a){150}[^a]{100}z")]
    [InlineData("(?i)(?:\\w+\\s*){200}!{5}$")]
    public async Task Run_ExpressionThatTakesLong_GoesOnInStepsOrSaysSo(string expression)
    {
        for (var n = 0; n < 20; n++)
        {
            Append(LogKind.Stdout, n, string.Concat(Enumerable.Repeat(n % 2 == 0 ? "a" : "ab c", 10_000)));
        }

        var (longest, clock) = (TimeSpan.Zero, System.Diagnostics.Stopwatch.StartNew());
        var error = await Record.ExceptionAsync(async () =>
        {
            await foreach (var step in new LogScan(_log, new() { Text = expression, Regex = true }).RunAsync(Token))
            {
                longest = clock.Elapsed > longest ? clock.Elapsed : longest;
                clock.Restart();
            }
        });

        Assert.True(error is null or FormatException, error?.ToString());
        Assert.InRange(longest > clock.Elapsed ? longest : clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Run_CancelledInALongLine_EndsAtTheNext()
    {
        SpoolRecords.Append(_log, 100, 200_000);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var steps = new LogScan(_log, new() { Text = "nothing", Regex = true }).RunAsync(cancellation.Token).GetAsyncEnumerator(Token);
        await steps.MoveNextAsync();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await steps.MoveNextAsync());
    }

    [Fact]
    public async Task Run_LargeLog_FindsAllInBothDirectionsWithProgress()
    {
        SpoolRecords.Append(_log, 100, 200_000);
        var expected = Enumerable.Range(0, 200_000).Select(n => 100L + n).Where(n => $"line {n}".Contains("777", StringComparison.Ordinal)).ToList();

        var steps = await StepsAsync(new() { Text = "777", Limit = LogQuery.MostMatches });

        Assert.Equal(expected, steps.SelectMany(s => s.Matches).Select(m => m.Number));
        Assert.All(steps.SelectMany(s => s.Matches), m => Assert.Equal(m.Number, m.Time));
        Assert.Equal((200_000, 200_000, true, false), (steps[^1].Scanned, steps[^1].Total, steps[^1].Done, steps[^1].Limited));
        Assert.True(steps.Count > 2 && steps.Select(s => s.Scanned).SequenceEqual(steps.Select(s => s.Scanned).Order()));
        Assert.Equal(Enumerable.Reverse(expected), await FindAsync(new() { Text = "777", NewestFirst = true, Limit = LogQuery.MostMatches }));
    }

    [Fact]
    public async Task Run_MoreThanTheLimit_EndsAndSaysSo()
    {
        SpoolRecords.Append(_log, 100, 200_000);

        var steps = await StepsAsync(new() { Text = "line", Limit = 10, NewestFirst = true });

        Assert.Equal(Enumerable.Range(0, 10).Select(n => 200_099L - n), steps.SelectMany(s => s.Matches).Select(m => m.Number));
        Assert.Equal((true, true), (steps[^1].Done, steps[^1].Limited));
        Assert.True(steps[^1].Scanned < steps[^1].Total, "it went on");
    }

    [Fact]
    public async Task Run_StreamAndTimes_LeaveOutTheOthers()
    {
        Append(LogKind.Stdout, 1, "x");
        Append(LogKind.Stderr, 2, "x");
        Append(LogKind.Notice, 2, "x");
        Append(LogKind.Stderr, 3, "x");

        Assert.Equal([101, 103], await FindAsync(new() { Text = "x", Stream = "stderr" }));
        Assert.Equal([101], await FindAsync(new() { Text = "x", Since = "2", Until = "2.5" }));
    }

    [Fact]
    public async Task Run_DamagedPlace_FindsTheRest()
    {
        SpoolRecords.Append(_log, 100, 20_000);
        await _log.SealAsync(Token);
        var path = Directory.GetFiles(_folder, "*.seg").Single();
        var bytes = await File.ReadAllBytesAsync(path, Token);
        bytes[60] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, Token);

        var found = await FindAsync(new() { Text = "line", Limit = LogQuery.MostMatches, NewestFirst = true });

        Assert.Equal(LogQuery.MostMatches, found.Count);
        Assert.Equal(20_099, found[0]);
    }

    [Theory]
    [InlineData("", false, 10, "", "invalid value for \"text\": it must have 1 to 1000 characters, not 0")]
    [InlineData("(", true, 10, "", "\"(\" is no regular expression: Invalid pattern '(' at offset 1. Not enough )'s.")]
    [InlineData("(a)\\1", true, 10, "", "\"(a)\\1\" is no regular expression: ")]
    [InlineData("x", false, 0, "", "invalid value for \"limit\": 0 is not from 1 to 10000")]
    [InlineData("x", false, 10, "both", "invalid value for \"stream\": \"both\" is neither \"stdout\" nor \"stderr\"")]
    public void Query_Wrong_IsRefusedInWords(string text, bool regex, int limit, string stream, string message) => Assert.StartsWith(
        message, Assert.Throws<FormatException>(() => new LogScan(_log, new() { Text = text, Regex = regex, Limit = limit, Stream = stream })).Message, StringComparison.Ordinal);

    private void Append(LogKind kind, long second, string text) => _log.Append(new LogLine(kind, second * 1_000_000_000, Encoding.UTF8.GetBytes(text), continues: false));

    private async Task<List<long>> FindAsync(LogQuery query) => [.. (await StepsAsync(query)).SelectMany(s => s.Matches).Select(m => m.Number)];

    private async Task<List<LogSearchStep>> StepsAsync(LogQuery query)
    {
        List<LogSearchStep> steps = [];
        await foreach (var step in new LogScan(_log, query).RunAsync(Token))
        {
            steps.Add(step);
        }

        return steps;
    }
}
