using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Storage;
using Dashboard.Services.Terminals.Recordings;
using Dashboard.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Services.Tests.Terminals.Recordings;

/// <summary>What runs without a terminal, where all must be recorded.</summary>
public sealed class OutputRecordsTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);
    private static readonly Actor Kim = new("1", "kim", Right.All, "api");
    private static readonly ExecInContainer Command = new() { Container = ResourceName.Of("web"), Command = ["ls"], Env = ["PASSWORD=secret"] };

    private readonly string _data = Directory.CreateTempSubdirectory("dashboard-records-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeEnvironmentRegistry _environments = new();
    private readonly DashboardOptions _options = new();
    private readonly DataDirectory _directory;
    private readonly RecordingKeeper _keeper;
    private readonly OutputRecords _records;

    public OutputRecordsTests()
    {
        (_options.DataDirectory, _options.Recordings.Mode) = (_data, RecordingMode.Strict);
        _directory = new DataDirectory(Options.Create(_options));
        _keeper = new RecordingKeeper(_directory, new FixedOptions(_options), _time, NullLogger<RecordingKeeper>.Instance);
        _records = new OutputRecords(_keeper);
    }

    [Theory]
    [InlineData(RecordingMode.Off)]
    [InlineData(RecordingMode.On)]
    public void Begin_NotStrict_RecordsNothing(RecordingMode mode)
    {
        _options.Recordings.Environments["local"] = mode;

        Assert.Null(Begin());
        Assert.False(Directory.Exists(_directory.RecordingDirectory));
    }

    [Fact]
    public async Task Output_OfBothStreams_IsPlayedWithTheLineEndsOfATerminal()
    {
        using (var record = Begin()!)
        {
            record.Output("one\ntwo\r"u8);
            _time.Advance(TimeSpan.FromSeconds(2));
            record.Output("\nthree\n"u8);
            record.End(new CommandResult(3, "", ""), reason: null);

            Assert.Null(record.Note);
            Assert.False(record.Broken.IsCancellationRequested);
        }

        using var cast = new MemoryStream();
        await CastFile.CopyAsync(_keeper.For("local").CastOf(1), cast, keyframes: null, TestContext.Current.CancellationToken);
        var played = PlayedCast.Play(cast.ToArray());
        Assert.StartsWith("one\ntwo\nthree", played.Text, StringComparison.Ordinal);
        Assert.Equal((2, "ox", "3"), (played.Seconds, played.Codes, played.LastData));
        var recording = _keeper.For("local").Find(1)!;
        Assert.Equal(("kim", "web", 3, null), (recording.UserName, recording.ContainerName, recording.ExitCode, recording.EndReason));
        Assert.DoesNotContain("secret", recording.Command, StringComparison.Ordinal);
    }

    [Fact]
    public void Begin_TheDiskRefuses_IsRefused()
    {
        File.WriteAllText(_directory.RecordingDirectory, "in the way");

        var error = Assert.Throws<EngineErrorException>(() => Begin()).Error;

        Assert.Equal(EngineErrorKind.Refused, error.Kind);
        Assert.StartsWith("What runs in containers on local must be recorded, and this can't be: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_RecordingFails_BreaksTheCommandOff()
    {
        _options.Recordings.MegabytesPerRecording = 1;
        using var record = Begin()!;
        var broken = new TaskCompletionSource();
        using var told = record.Broken.Register(broken.SetResult);
        var (noise, random) = (new byte[64 * 1024], new Random(1));
        for (var n = 0; n < 80 && record.Note is null; n++)
        {
            random.NextBytes(noise);
            record.Output([.. noise.Select(b => (byte)(33 + (b % 90)))]);
        }

        await broken.Task.WaitAsync(Soon, TestContext.Current.CancellationToken);
        record.End(null, "cut off");

        Assert.Equal("the recording broke off: it is longer than 1 MB, the most that is kept of one", record.Note);
        Assert.Equal("cut off", _keeper.For("local").Find(1)!.EndReason);
    }

    public void Dispose()
    {
        _keeper.Dispose();
        _environments.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private IOutputRecord? Begin()
    {
        var summary = ContainerBuilder.Container("web");
        return _records.Begin(Kim, _environments.Local, Command, new AdmittedSession(1, new ResolvedContainer(summary.Id, "web", false, DetailsBuilder.Details(summary))));
    }
}
