using System.Text;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Storage;
using Dashboard.Services.Terminals;
using Dashboard.Services.Terminals.Recordings;
using Dashboard.Services.Tests.Terminals.Screen;
using Dashboard.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Services.Tests.Terminals.Recordings;

/// <summary>Sessions that are recorded; the process is a test's.</summary>
public sealed class TerminalRecordingTests : IAsyncDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);
    private static readonly Actor Kim = new("1", "kim", Right.All, "browser");
    private static readonly ResolvedContainer Web = Container("web", "shop");

    private readonly string _data = Directory.CreateTempSubdirectory("dashboard-recordings-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeEnvironmentRegistry _environments = new();
    private readonly FakeCommandRunner _runner = new();
    private readonly DashboardOptions _options = new();
    private readonly HeardAudit _audit = new();
    private readonly ChangingRights _rights = new();
    private readonly DataDirectory _directory;
    private readonly RecordingKeeper _keeper;
    private readonly TerminalSessions _sessions;
    private readonly TerminalRecordings _recordings;

    public TerminalRecordingTests()
    {
        (_options.DataDirectory, _options.Recordings.Mode) = (_data, RecordingMode.On);
        _directory = new DataDirectory(Options.Create(_options));
        _keeper = new RecordingKeeper(_directory, new FixedOptions(_options), _time, NullLogger<RecordingKeeper>.Instance);
        _sessions = new TerminalSessions(_runner, _keeper, new ScopedResolver(), _rights, _audit, new FixedOptions(_options), _time, NullLogger<TerminalSessions>.Instance);
        _recordings = Reader(_keeper);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replay_OfASession_IsItsFinalScreen()
    {
        var (session, shell) = await OpenAsync(1);
        using var viewer = session.Attach(100, 30);
        await shell.PrintAsync("one\r\n\e[31mtwo 한"u8.ToArray(), Token);
        _time.Advance(TimeSpan.FromSeconds(2.5));
        session.Resize(viewer, 60, 12);
        await shell.PrintAsync("\e[5;7Hlater"u8.ToArray(), Token);
        shell.Exit(3);
        await session.Completion;

        var played = PlayedCast.Play(await ReadAsync(1));

        Assert.Equal(session.Draw(withHistory: true), played.Drawn);
        Assert.Equal((2.5, "rorox", "3"), (played.Seconds, played.Codes, played.LastData));
        var recording = _recordings.Get(Kim, _environments.Local, 1);
        Assert.Equal(("kim", "web", 3, null, null), (recording.UserName, recording.ContainerName, recording.ExitCode, recording.EndReason, recording.Failure));
        Assert.Equal(TimeSpan.FromSeconds(2.5), recording.Ended - recording.Started);
        Assert.True(recording.Length > 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Replay_OfHostileOutputInPiecesOfAnySize_IsTheFinalScreen(int seed)
    {
        var (session, shell) = await OpenAsync(1);
        using var viewer = session.Attach(80, 24);
        var random = new Random(seed);
        var output = new HostileOutput(seed);
        for (var n = 0; n < 300; n++)
        {
            foreach (var piece in output.Next().Chunk(random.Next(1, 40)))
            {
                await shell.PrintAsync(piece, Token);
            }

            if (n % 40 == 39)
            {
                session.Resize(viewer, random.Next(20, 120), random.Next(5, 40));
            }
        }

        shell.Exit(0);
        await session.Completion;

        Assert.Equal(session.Text(), PlayedCast.Play(await ReadAsync(1)).Text);
    }

    [Fact]
    public async Task Begin_RecordingIsThePolicy_TellsWhoeverLooks()
    {
        var (session, _) = await OpenAsync(1);
        using var viewer = session.Attach(80, 24);
        await using var pieces = viewer.ReadAsync(Token).GetAsyncEnumerator(Token);

        Assert.True(await pieces.MoveNextAsync().AsTask().WaitAsync(Soon, Token));
        Assert.True(Assert.IsType<TerminalPiece.About>(pieces.Current).State.IsRecorded);
    }

    [Fact]
    public async Task Begin_OffForThisEngine_RecordsNothing()
    {
        (_options.Recordings.Mode, _options.Recordings.Environments["local"]) = (RecordingMode.Strict, RecordingMode.Off);
        var (session, shell) = await OpenAsync(1);
        shell.Exit(0);
        await session.Completion;

        Assert.False(session.IsRecorded);
        Assert.False(Directory.Exists(_directory.RecordingDirectory));
    }

    [Fact]
    public async Task Begin_StrictAndTheDiskRefuses_RunsNothing()
    {
        _options.Recordings.Environments["local"] = RecordingMode.Strict;
        await File.WriteAllTextAsync(_directory.RecordingDirectory, "in the way", Token);
        var shell = Shell(1);
        var session = Open();

        var error = (await Assert.ThrowsAsync<EngineErrorException>(() => session.Completion)).Error;

        Assert.Equal(EngineErrorKind.Refused, error.Kind);
        Assert.StartsWith("Terminals on local must be recorded, and this one can't be: ", error.Message, StringComparison.Ordinal);
        Assert.False(shell.Started.IsCompleted);
    }

    [Fact]
    public async Task Begin_OnAndTheDiskRefuses_RunsAndNotesIt()
    {
        await File.WriteAllTextAsync(_directory.RecordingDirectory, "in the way", Token);
        var (session, _) = await OpenAsync(1);

        Assert.StartsWith("not recorded: ", session.Note, StringComparison.Ordinal);
        Assert.False(session.IsRecorded);
    }

    [Theory]
    [InlineData(RecordingMode.On)]
    [InlineData(RecordingMode.Strict)]
    public async Task Output_RecordingFails_EndsTheSessionIfStrict(RecordingMode mode)
    {
        (_options.Recordings.Mode, _options.Recordings.MegabytesPerRecording) = (mode, 1);
        var (session, shell) = await OpenAsync(1);
        var noise = new byte[64 * 1024];
        var random = new Random(1);
        for (var n = 0; n < 80 && session.Note is null; n++)
        {
            random.NextBytes(noise);
            await shell.PrintAsync([.. noise.Select(b => (byte)(33 + (b % 90)))], Token);
        }

        Assert.Equal("the recording broke off: it is longer than 1 MB, the most that is kept of one", session.Note);
        Assert.False(session.IsRecorded);
        if (mode == RecordingMode.Strict)
        {
            await shell.Killed.WaitAsync(Soon, Token);
            Assert.StartsWith("its recording failed, and it must be recorded: ", session.EndReason, StringComparison.Ordinal);
        }
        else
        {
            shell.Exit(0);
            await session.Completion;
        }

        await Eventually.ThatAsync(() => _recordings.Get(Kim, _environments.Local, 1).Ended is not null, "the recording is closed");
        Assert.NotNull(_recordings.Get(Kim, _environments.Local, 1).Failure);
        Assert.InRange(new FileInfo(_keeper.For("local").CastOf(1)).Length, 1 << 20, 2 << 20);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task End_LastWriteFails_IsToldToTheAuditLog(bool ends)
    {
        // Nothing was written since the beginning: the disk refuses first when it ends.
        _options.Recordings.MegabytesPerRecording = 0;
        var (session, shell) = await OpenAsync(1);
        await shell.PrintAsync("lost"u8.ToArray(), Token);
        Assert.Null(session.Note);

        if (ends)
        {
            await session.EndAsync("closed", Token);
        }
        else
        {
            shell.Exit(0);
            await session.Completion;
        }

        Assert.Equal("the recording broke off: it is longer than 0 MB, the most that is kept of one", shell.AuditedNote);
        Assert.NotNull(_recordings.Get(Kim, _environments.Local, 1).Failure);
    }

    [Fact]
    public async Task End_FolderIsGone_IsToldToTheAuditLog()
    {
        var (session, shell) = await OpenAsync(1);
        var folder = Path.Combine(_directory.RecordingDirectory, "local");
        Directory.Move(folder, folder + "-away");
        await File.WriteAllTextAsync(folder, "in the way", Token);

        shell.Exit(0);
        await session.Completion;

        Assert.StartsWith("the recording is whole, but its end could not be noted: ", shell.AuditedNote, StringComparison.Ordinal);
        Assert.Equal(0, _recordings.Get(Kim, _environments.Local, 1).ExitCode);
    }

    [Fact]
    public async Task Beat_WhatWaits_IsOnDiskAndReadableWhileItGoesOn()
    {
        await _keeper.StartAsync(Token);
        var (_, shell) = await OpenAsync(1);
        await shell.PrintAsync("so far"u8.ToArray(), Token);

        await Eventually.ThatAsync(
            async () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return PlayedCast.Play(await ReadAsync(1)).Text.Contains("so far", StringComparison.Ordinal);
            },
            Soon, "what was printed can be read", Token);
    }

    [Fact]
    public async Task Read_AfterTheProgramWasKilledInTheMiddleOfAFrame_GivesWhatIsWhole()
    {
        await _keeper.StartAsync(Token);
        var (session, shell) = await OpenAsync(1);
        var header = new FileInfo(_keeper.For("local").CastOf(1)).Length;
        await shell.PrintAsync("first"u8.ToArray(), Token);
        await Eventually.ThatAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return new FileInfo(_keeper.For("local").CastOf(1)).Length > header;
            },
            "a second frame is there");
        var whole = await File.ReadAllBytesAsync(_keeper.For("local").CastOf(1), Token);
        shell.Exit(0);
        await session.Completion;
        await File.WriteAllBytesAsync(_keeper.For("local").CastOf(1), [.. whole, .. whole[..20]], Token);
        var json = Path.Combine(_directory.RecordingDirectory, "local", "1.json");
        await File.WriteAllTextAsync(json, (await File.ReadAllTextAsync(json, Token)).Replace("\"Ended\":\"", "\"Ended_\":\"", StringComparison.Ordinal), Token);

        using var next = new RecordingKeeper(_directory, new FixedOptions(_options), _time, NullLogger<RecordingKeeper>.Instance);
        var reader = Reader(next);

        using var cast = new MemoryStream();
        await reader.WriteAsync(Kim, _environments.Local, 1, RecordingUse.Play, _ => cast, Token);
        Assert.Contains("first", PlayedCast.Play(cast.ToArray()).Text, StringComparison.Ordinal);
        var recording = reader.Get(Kim, _environments.Local, 1);
        Assert.Equal("the dashboard was killed", recording.EndReason);
        Assert.NotNull(recording.Ended);
    }

    [Fact]
    public async Task Tidy_TooOldOrTooMuch_DeletesTheOldestAndNoneThatGoesOn()
    {
        _options.Recordings.Days = 10;
        await RecordAsync(1, 10);
        _time.Advance(TimeSpan.FromDays(6));
        await RecordAsync(2, 3_000_000);
        await RecordAsync(3, 3_000_000);
        var (_, _) = await OpenAsync(4);
        _time.Advance(TimeSpan.FromDays(5));

        _keeper.Tidy();
        Assert.Equal([4, 3, 2], _recordings.List(Kim, _environments.Local).Select(r => r.Number));
        _options.Recordings.Megabytes = 3;
        _keeper.Tidy();
        Assert.Equal([4, 3], _recordings.List(Kim, _environments.Local).Select(r => r.Number));
        _time.Advance(TimeSpan.FromDays(100));
        _keeper.Tidy();

        Assert.Equal([4], _recordings.List(Kim, _environments.Local).Select(r => r.Number));
        Assert.Equal(["4.cast.zst", "4.json"], Directory.GetFiles(Path.Combine(_directory.RecordingDirectory, "local")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Read_WithoutTheRight_IsRefusedOrUnknownAndAudited()
    {
        await RecordAsync(1, 10);
        var developer = new Actor("2", "lee", BuiltInRoles.RightsOf(BuiltInRoles.Developer), "browser");
        var bank = new Actor("3", "max", "browser", new GrantSet([new HeldGrant("", "", Right.All, GrantScope.OnStack("local", "bank"), null)]));

        Assert.Empty(_recordings.List(developer, _environments.Local));
        Assert.Empty(_recordings.List(bank, _environments.Local));
        Assert.Equal(EngineErrorKind.Refused, (await ErrorAsync(developer, 1)).Kind);
        Assert.Equal(new EngineError(EngineErrorKind.NotFound, "No such recording: 1"), await ErrorAsync(bank, 1));
        Assert.Equal(new EngineError(EngineErrorKind.NotFound, "No such recording: 9"), await ErrorAsync(Kim, 9));
        Assert.Equal(["lee: recording play 1: refused: lee lacks the right to do this to recording 1 (Recordings)."], _audit.Rows);
        await ReadAsync(1);
        Assert.Equal("kim: recording play 1 of web: ok", _audit.Rows[^1]);
    }

    [Fact]
    public async Task Read_RightIsTakenAway_Ends()
    {
        await RecordAsync(1, 3_000_000);
        var lee = new Actor("2", "lee", "browser", _rights, Right.All);
        _rights.Held = GrantSet.Of(Right.View | Right.Recordings);

        var error = await Assert.ThrowsAsync<EngineErrorException>(() => _recordings.WriteAsync(
            lee, _environments.Local, 1, RecordingUse.Download, _ =>
            {
                _rights.Held = GrantSet.Of(Right.View);
                return new MemoryStream();
            },
            Token));

        Assert.Equal("lee has lost the right to this recording (Recordings).", error.Message);
    }

    [Fact]
    public async Task Read_AuditLogCannotBeWritten_ShowsNothing()
    {
        await RecordAsync(1, 10);
        _audit.IsBroken = true;

        Assert.Equal(EngineErrorKind.AuditUnavailable, (await ErrorAsync(Kim, 1)).Kind);
    }

    public async ValueTask DisposeAsync()
    {
        await _sessions.StopAsync(CancellationToken.None);
        await _keeper.StopAsync(CancellationToken.None);
        _sessions.Dispose();
        _keeper.Dispose();
        _environments.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private static ResolvedContainer Container(string name, string project)
    {
        var summary = ContainerBuilder.Container(name, labels: new Dictionary<string, string> { [GrantScope.ProjectLabel] = project });
        return new ResolvedContainer(summary.Id, name, true, DetailsBuilder.Details(summary));
    }

    private TerminalRecordings Reader(RecordingKeeper keeper) => new(keeper, new ScopedResolver(), _rights, _audit);

    private FakeShell Shell(long number)
    {
        var shell = new FakeShell { Admission = new AdmittedSession(number, Web) };
        _runner.Answers(shell.RunAsync);
        return shell;
    }

    private TerminalSession Open() => _sessions.Open(Kim, _environments.Local, TerminalCommand.Exec(ResourceName.Of("web"), ["sh"], null), 80, 24);

    private async Task<(TerminalSession Session, FakeShell Shell)> OpenAsync(long number)
    {
        var shell = Shell(number);
        var session = Open();
        await shell.Started.WaitAsync(Soon, Token);
        return (session, shell);
    }

    // A recording of about so many bytes on disk.
    private async Task RecordAsync(long number, int length)
    {
        var (session, shell) = await OpenAsync(number);
        var noise = new byte[length * 7 / 6];
        new Random(1).NextBytes(noise);
        await shell.PrintAsync([.. noise.Select(b => (byte)(33 + (b % 90)))], Token);
        shell.Exit(0);
        await session.Completion;
    }

    private async Task<byte[]> ReadAsync(long number)
    {
        using var cast = new MemoryStream();
        await _recordings.WriteAsync(Kim, _environments.Local, number, RecordingUse.Play, _ => cast, Token);
        return cast.ToArray();
    }

    private async Task<EngineError> ErrorAsync(Actor actor, long number) =>
        (await Assert.ThrowsAsync<EngineErrorException>(() => _recordings.WriteAsync(
            actor, _environments.Local, number, RecordingUse.Play, _ => throw new InvalidOperationException("It was opened."), Token))).Error;
}
