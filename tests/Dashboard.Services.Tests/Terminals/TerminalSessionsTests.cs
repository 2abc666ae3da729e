using System.Text;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Storage;
using Dashboard.Services.Terminals;
using Dashboard.Services.Terminals.Recordings;
using Dashboard.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Services.Tests.Terminals;

public sealed class TerminalSessionsTests : IAsyncDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);
    private static readonly Actor Kim = new("1", "kim", Right.All, "browser");

    private readonly FakeTimeProvider _time = new();
    private readonly FakeShell _shell = new();
    private readonly FakeCommandRunner _runner = new();
    private readonly FakeEnvironmentRegistry _environments = new();
    private readonly DashboardOptions _options = new();
    private readonly TerminalSessions _sessions;

    public TerminalSessionsTests()
    {
        _runner.Answers(_shell.RunAsync);
        var data = new DataDirectory(Options.Create(_options));
        var recordings = new RecordingKeeper(data, new FixedOptions(_options), _time, NullLogger<RecordingKeeper>.Instance);
        _sessions = new TerminalSessions(_runner, recordings, new ScopedResolver(), new ChangingRights(), new HeardAudit(), new FixedOptions(_options), _time, NullLogger<TerminalSessions>.Instance);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sweep_NobodyComesBack_EndsTheTerminalAfterItsGrace()
    {
        await _sessions.StartAsync(Token);
        var session = Open();
        session.Attach(80, 24).Dispose();

        _time.Advance(TimeSpan.FromSeconds(_options.Terminals.GraceSeconds - 1));
        Assert.Same(session, _sessions.Find(Kim, session.Id));
        await PassAsync(TimeSpan.FromSeconds(2), _shell.Killed);

        Assert.Equal("nobody came back to it", session.EndReason);
        Assert.Throws<EngineErrorException>(() => _sessions.Find(Kim, session.Id));
    }

    [Fact]
    public async Task Sweep_SomebodyLooks_KeepsTheTerminalHoweverLong()
    {
        await _sessions.StartAsync(Token);
        var session = Open();
        using var viewer = session.Attach(80, 24);

        for (var hour = 0; hour < 24; hour++)
        {
            _time.Advance(TimeSpan.FromHours(1));
        }

        Assert.False(session.HasEnded);
        Assert.Null(session.EndReason);
    }

    [Fact]
    public async Task Sweep_NothingTyped_EndsAfterTheIdleTime()
    {
        _options.Terminals.IdleMinutes = 5;
        await _sessions.StartAsync(Token);
        var session = Open();
        using var viewer = session.Attach(80, 24);
        _time.Advance(TimeSpan.FromMinutes(4));
        session.WriteInput("x"u8.ToArray());
        _time.Advance(TimeSpan.FromMinutes(4));
        Assert.Null(session.EndReason);

        await PassAsync(TimeSpan.FromMinutes(1), _shell.Killed);

        Assert.Equal("nothing was typed for 5 minutes", session.EndReason);
    }

    [Fact]
    public async Task Sweep_OpenForTooLong_Ends()
    {
        _options.Terminals.MaximumMinutes = 60;
        await _sessions.StartAsync(Token);
        var session = Open();
        using var viewer = session.Attach(80, 24);

        await PassAsync(TimeSpan.FromMinutes(60), _shell.Killed);

        Assert.Equal("it was open for 60 minutes, the longest allowed", session.EndReason);
    }

    [Fact]
    public void Open_HugeScreensManyTimes_IsRefusedBeforeTheyFillMemory()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var error = Assert.Throws<EngineErrorException>(() =>
        {
            for (var n = 0; n < 1000; n++)
            {
                Open(1000, 1000);
            }
        });

        Assert.Equal(EngineErrorKind.Refused, error.Error.Kind);
        Assert.Contains("too large for another", error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, 0, 100L * 1024 * 1024);
        Assert.InRange(_sessions.Of(Kim).Sum(s => s.Cells), 1, TerminalLimits.CellsOfOne);
    }

    [Fact]
    public void Resize_BeyondWhatOnePersonMayHave_KeepsTheSizeAndTellsIt()
    {
        for (var n = 0; n < TerminalLimits.CellsOfOne / TerminalLimits.Cells; n++)
        {
            Open(n == 0 ? 10 : 1000, n == 0 ? 10 : 100);
        }

        var small = Open(80, 24);
        using var viewer = small.Attach(80, 24);

        small.Resize(viewer, 1000, 1000);

        Assert.Equal(new TerminalDimensions(80, 24), small.Dimensions);
        small.Resize(viewer, 100, 30);
        Assert.Equal(new TerminalDimensions(100, 30), small.Dimensions);
    }

    [Fact]
    public async Task Open_ManyThatHaveEnded_KeepsTheNewest()
    {
        for (var n = 0; n < TerminalLimits.EndedOfOne + 20; n++)
        {
            var session = Open();
            _shell.Exit(0);
            await session.Completion.WaitAsync(Soon, Token);
        }

        Assert.InRange(_sessions.Of(Kim).Count(s => s.HasEnded), 1, TerminalLimits.EndedOfOne);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16 * 1024)]
    public void WriteInput_ProcessesThatReadNothing_HoldNoMoreThanOnePersonMay(int length)
    {
        _runner.Answers(async (_, stop) =>
        {
            await Task.Delay(Timeout.Infinite, stop);
            return new CommandResult(0, "", "");
        });
        var sessions = Enumerable.Range(0, 100).Select(_ => Open(10, 10)).ToList();
        var refused = 0;
        foreach (var session in sessions)
        {
            for (var sent = 0; sent < TerminalLimits.Input; sent += length + TerminalLimits.InputOverhead)
            {
                if (Record.Exception(() => session.WriteInput(new byte[length])) is EngineErrorException)
                {
                    refused++;
                    break;
                }
            }
        }

        Assert.True(refused > 0);
        Assert.InRange(sessions.Sum(s => s.WaitingInput), 1, TerminalLimits.InputOfOne + (100L * (TerminalLimits.FreeInput + length + TerminalLimits.InputOverhead)));
    }

    [Fact]
    public async Task Attach_Later_DrawsTheScreenThenWhatComes()
    {
        var session = Open();
        await _shell.PrintAsync("hello"u8.ToArray(), Token);
        using var viewer = session.Attach(80, 24);
        await using var pieces = viewer.ReadAsync(Token).GetAsyncEnumerator(Token);

        Assert.StartsWith("\echello", await OutputAsync(pieces), StringComparison.Ordinal);
        await _shell.PrintAsync("!"u8.ToArray(), Token);
        Assert.Equal("!", await OutputAsync(pieces));
        _shell.Exit(3);
        Assert.False(await pieces.MoveNextAsync().AsTask().WaitAsync(Soon, Token));
        Assert.Equal(3, (await session.Completion).ExitCode);
    }

    [Fact]
    public async Task Attach_WithAnotherSize_TellsTheProcessAndTheOtherViewer()
    {
        var session = Open();
        using var first = session.Attach(80, 24);
        await using var pieces = first.ReadAsync(Token).GetAsyncEnumerator(Token);
        var terminal = await _shell.Started.WaitAsync(Soon, Token);

        using var second = session.Attach(100, 30);

        Assert.Equal(new TerminalDimensions(100, 30), await terminal.NextDimensionsAsync(Token).WaitAsync(Soon, Token));
        Assert.True(await pieces.MoveNextAsync().AsTask().WaitAsync(Soon, Token));
        Assert.Equal(new TerminalPiece.Resized(100, 30), pieces.Current);
    }

    [Fact]
    public async Task WriteInput_CtrlCWhileMuchWaits_ShowsTheScreenInsteadOfTheRest()
    {
        var session = Open();
        using var viewer = session.Attach(80, 24);
        await using var pieces = viewer.ReadAsync(Token).GetAsyncEnumerator(Token);
        await _shell.PrintAsync(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("y\r\n", 60_000))), Token);

        session.WriteInput([3]);
        await _shell.PrintAsync("^C"u8.ToArray(), Token);

        Assert.Contains("y\r\n^C", await OutputAsync(pieces), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteOutputAsync_Question_IsAnsweredToTheProcess()
    {
        Open();
        await _shell.PrintAsync("ab\e[6n"u8.ToArray(), Token);

        await Eventually.ThatAsync(() => _shell.Typed == "\e[1;3R", "the process has the answer");
    }

    [Fact]
    public void Find_ByATokenThatMayOnlyView_IsNoSuchTerminal()
    {
        var session = Open();

        Assert.Throws<EngineErrorException>(() => _sessions.Find(Kim.Without(Right.Exec), session.Id));
        Assert.Empty(_sessions.Of(Kim.Without(Right.Exec)));
        Assert.Equal([session], _sessions.Of(Kim));
    }

    [Fact]
    public async Task StopAsync_OpenTerminals_EndsThem()
    {
        await _sessions.StartAsync(Token);
        var session = Open();
        await _shell.Started.WaitAsync(Soon, Token);

        await _sessions.StopAsync(Token);

        await _shell.Killed.WaitAsync(Soon, Token);
        Assert.Equal("the dashboard was stopped", session.EndReason);
    }

    public async ValueTask DisposeAsync()
    {
        await _sessions.StopAsync(CancellationToken.None);
        _sessions.Dispose();
        _environments.Dispose();
    }

    private static async Task<string> OutputAsync(IAsyncEnumerator<TerminalPiece> pieces)
    {
        Assert.True(await pieces.MoveNextAsync().AsTask().WaitAsync(Soon, Token));
        return Encoding.ASCII.GetString(Assert.IsType<TerminalPiece.Output>(pieces.Current).Bytes);
    }

    private TerminalSession Open(int columns = 80, int rows = 24) => _sessions.Open(Kim, _environments.Local, TerminalCommand.Exec(ResourceName.Of("web"), [], null), columns, rows);

    // The sweep comes after the clock moved, on a thread of its own.
    private async Task PassAsync(TimeSpan time, Task until)
    {
        await _shell.Started.WaitAsync(Soon, Token);
        _time.Advance(time);
        await Eventually.ThatAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return until.IsCompleted;
            },
            "the terminal is ended");
    }
}
