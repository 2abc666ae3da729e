using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Dashboard.Services.Commands;
using Dashboard.Services.Logs;
using Dashboard.Services.Logs.Merging;
using Dashboard.Services.Logs.Search;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Logs;

/// <summary>Logs of several real containers, read as one.</summary>
public sealed class MergedLogTests(EngineFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IMergedLogs Logs => fixture.Services.Get<IMergedLogs>();

    private Services.Environments.DockerEnvironment Local => fixture.Services.Local;

    [Fact]
    public async Task Follow_AProject_IsOneStreamInTheOrderOfTimeWithReplacedReplicas()
    {
        var project = EngineFixture.NewName("shop");
        var (first, second, third) = (EngineFixture.NewName("web"), EngineFixture.NewName("db"), EngineFixture.NewName("web"));
        await RunAsync(first, project, "i=0; while [ $i -lt 200 ]; do i=$((i+1)); echo $i; sleep 0.01; done; sleep 600");
        await RunAsync(second, project, "i=0; while [ $i -lt 200 ]; do i=$((i+1)); echo $i >&2; sleep 0.01; done; sleep 600");
        await using var followed = new Followed(this, LogSelector.OfProject(project), new MergeRequest(-1, new Dictionary<string, long>(), -1));

        await followed.UntilAsync(r => r.Count(l => l.IsLine) == 400, "both have come");
        // What the program printed while it was read came a moment later from one than from the other: all in the order of their times.
        var lines = followed.Records.Where(r => r.IsLine).ToList();
        Assert.Equal(lines.Select(l => l.Time).Order(), lines.Select(l => l.Time));
        Assert.Equal(Enumerable.Range(1, 200).Select(n => n.ToString(CultureInfo.InvariantCulture)), lines.Where(l => l.Name == first).Select(l => l.Text));
        Assert.Equal(Enumerable.Range(1, 200).Select(n => n.ToString(CultureInfo.InvariantCulture)), lines.Where(l => l.Name == second).Select(l => l.Text));
        Assert.Equal(lines.Count, lines.Select(l => l.Key).Distinct().Count());

        (await fixture.Engine.DockerAsync(Token, "rm", "-f", first)).EnsureSuccess();
        await RunAsync(third, project, "echo replaced; sleep 600");
        await followed.UntilAsync(r => r.Any(l => l.Name == third && l.Text == "replaced"), "the replica that came instead is followed");
        await RemoveAsync(second, third);
    }

    [Fact]
    public async Task Follow_CutAndResumed_LosesAndDoublesNothing()
    {
        var project = EngineFixture.NewName("cut");
        var names = (string[])[EngineFixture.NewName("a"), EngineFixture.NewName("b"), EngineFixture.NewName("c")];
        foreach (var name in names)
        {
            await RunAsync(name, project, "i=0; while [ $i -lt 1500 ]; do i=$((i+1)); echo $i; [ $((i % 5)) = 0 ] && sleep 0.01; done; echo end");
        }

        var all = new List<Record>();
        var (positions, last) = (new Dictionary<string, long>(), -1L);
        var random = new Random(7);
        while (all.Count(r => r.Text == "end") < names.Length)
        {
            var had = all.Count;
            await using var followed = new Followed(this, LogSelector.OfProject(project), new MergeRequest(-1, positions, last));
            var wanted = 1 + random.Next(600);
            await followed.UntilAsync(r => r.Count >= wanted || all.Concat(r).Count(l => l.Text == "end") == names.Length, "some more has come");
            (var records, positions, last) = followed.Taken(positions, last);
            all.AddRange(records);
        }

        foreach (var name in names)
        {
            var expected = Enumerable.Range(1, 1500).Select(n => n.ToString(CultureInfo.InvariantCulture)).Append("end");
            Assert.Equal(expected, all.Where(r => r.Name == name && r.IsLine).Select(r => r.Text));
        }

        await RemoveAsync(names);
    }

    [Fact]
    public async Task Pages_SearchAndFile_HoldWhatWasFollowed()
    {
        var (one, two) = (EngineFixture.NewName("one"), EngineFixture.NewName("two"));
        await RunAsync(one, "", "seq 1 3000 | sed 's/^/x/'");
        await RunAsync(two, "", "seq 1 3000 | sed 's/^/y/'; sleep 600");
        var selector = LogSelector.Parse(LogSelector.OfContainers([one, two]));
        await using var followed = new Followed(this, selector.Text, new MergeRequest(-1, new Dictionary<string, long>(), -1));
        await followed.UntilAsync(r => r.Count(l => l.IsLine) == 6000, "both have come");

        var paged = new List<Record>();
        for (var before = long.MaxValue; Logs.Older(ServiceHost.Admin, fixture.Services.Local, selector, before, 500) is { Length: > 0 } batch;)
        {
            var page = Read(batch).Records;
            paged.InsertRange(0, page);
            before = page[0].Key;
        }

        var lines = followed.Records.Where(r => r.IsLine).ToList();
        Assert.Equal(lines.OrderBy(l => l.Time).Select(l => (l.Name, l.Text)), paged.Where(l => l.IsLine).OrderBy(l => l.Time).Select(l => (l.Name, l.Text)));
        Assert.Equal(paged[0].Key, Logs.First(ServiceHost.Admin, fixture.Services.Local, selector));

        var found = new List<LogMatch>();
        await foreach (var step in Logs.SearchAsync(ServiceHost.Admin, fixture.Services.Local, selector, new LogQuery { Text = "^[xy]2999$", Regex = true }, Token))
        {
            found.AddRange(step.Matches);
        }

        Assert.Equal(2, found.Count);
        foreach (var match in found)
        {
            Assert.EndsWith("2999", Read(Logs.Newer(ServiceHost.Admin, fixture.Services.Local, selector, match.Number, 1)).Records[0].Text, StringComparison.Ordinal);
        }

        using var file = new MemoryStream();
        await Logs.WriteAsync(ServiceHost.Admin, fixture.Services.Local, selector, () => file, Token);
        var text = Encoding.UTF8.GetString(file.ToArray()).Split('\n');
        Assert.Equal(6001, text.Length);
        Assert.Equal(Enumerable.Range(1, 3000).Select(n => $"{one.PadRight(Math.Max(one.Length, two.Length))} | x{n}"), text.Where(l => l.StartsWith(one, StringComparison.Ordinal)));
        await RemoveAsync(one, two);
    }

    [Fact]
    public async Task Follow_ADriverThatCantBeRead_SaysSoAndShowsTheOthers()
    {
        var (mute, heard) = (EngineFixture.NewName("mute"), EngineFixture.NewName("heard"));
        await fixture.Engine.RunContainerAsync(mute, ["--log-driver", "none"], ["sleep", "600"], Token);
        await RunAsync(heard, "", "echo here; sleep 600");
        await using var followed = new Followed(this, LogSelector.OfContainers([mute, heard]), new MergeRequest(-1, new Dictionary<string, long>(), -1));

        await followed.UntilAsync(r => r.Any(l => l.Text == "here") && r.Any(l => l.Name == mute && l.Kind == LogKind.Notice), "one speaks and one can't");

        Assert.Contains("log", followed.Records.First(r => r.Name == mute).Text, StringComparison.OrdinalIgnoreCase);
        await RemoveAsync(mute, heard);
    }

    [Fact]
    public async Task Follow_ANameThatIsNone_IsUnknown()
    {
        await using var followed = new Followed(this, "container=no-such", new MergeRequest(-1, new Dictionary<string, long>(), -1));

        var error = await Assert.ThrowsAsync<EngineErrorException>(() => followed.Completion);

        Assert.Equal(EngineErrorKind.NotFound, error.Error.Kind);
    }

    private static Batch Read(byte[] batch)
    {
        var records = sizeof(int) + BinaryPrimitives.ReadInt32LittleEndian(batch);
        var sources = JsonDocument.Parse(batch.AsMemory(sizeof(int), records - sizeof(int))).RootElement.EnumerateArray().ToList();
        var read = new Batch([], sources.ToDictionary(s => s.GetProperty("id").GetString()!, s => s.GetProperty("next").GetInt64()));
        for (var at = records; at < batch.Length;)
        {
            var record = batch.AsSpan(at);
            var length = BinaryPrimitives.ReadInt32LittleEndian(record[9..]);
            read.Records.Add(new Record(
                sources[BinaryPrimitives.ReadUInt16LittleEndian(record[13..])].GetProperty("name").GetString()!,
                (LogKind)(record[0] & ~LogBatch.ContinuesFlag),
                BinaryPrimitives.ReadInt64LittleEndian(record[1..]),
                BinaryPrimitives.ReadInt64LittleEndian(record[15..]),
                Encoding.UTF8.GetString(record.Slice(MergedBatch.HeaderLength, length))));
            at += MergedBatch.HeaderLength + length;
        }

        return read;
    }

    private Task<string> RunAsync(string name, string project, string script) =>
        fixture.Engine.RunContainerAsync(name, project.Length == 0 ? [] : ["--label", $"com.docker.compose.project={project}"], ["sh", "-c", script], Token);

    private async Task RemoveAsync(params string[] names) => (await fixture.Engine.DockerAsync(Token, ["rm", "-f", .. names])).EnsureSuccess();

    private sealed record Record(string Name, LogKind Kind, long Time, long Key, string Text)
    {
        public bool IsLine => Kind is LogKind.Stdout or LogKind.Stderr;
    }

    private sealed record Batch(List<Record> Records, Dictionary<string, long> Positions);

    /// <summary>Several logs being followed: all batches so far.</summary>
    private sealed class Followed : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly List<Batch> _batches = [];

        public Followed(MergedLogTests tests, string selector, MergeRequest request) => Completion = ReadAsync(tests, selector, request);

        public Task Completion { get; }

        public IReadOnlyList<Record> Records
        {
            get
            {
                lock (_batches)
                {
                    return [.. _batches.SelectMany(b => b.Records)];
                }
            }
        }

        /// <summary>What has come, and where a next stream has to go on.</summary>
        public (IReadOnlyList<Record> Records, Dictionary<string, long> Positions, long Last) Taken(Dictionary<string, long> positions, long last)
        {
            lock (_batches)
            {
                var next = new Dictionary<string, long>(positions);
                foreach (var (id, position) in _batches.SelectMany(b => b.Positions))
                {
                    next[id] = position;
                }

                var records = _batches.SelectMany(b => b.Records).ToList();
                _stop.Cancel();
                return (records, next, records.Count > 0 ? records[^1].Key : last);
            }
        }

        public async Task UntilAsync(Func<IReadOnlyList<Record>, bool> condition, string what)
        {
            await Eventually.ThatAsync(() => Completion.IsFaulted || condition(Records), TimeSpan.FromSeconds(60), what, Token);
            if (Completion.IsFaulted)
            {
                await Completion;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stop.Dispose();
        }

        private async Task ReadAsync(MergedLogTests tests, string selector, MergeRequest request)
        {
            await foreach (var batch in tests.Logs.FollowAsync(ServiceHost.Admin, tests.Local, LogSelector.Parse(selector), request, _stop.Token))
            {
                lock (_batches)
                {
                    if (_stop.IsCancellationRequested)
                    {
                        return;
                    }

                    _batches.Add(Read(batch));
                }
            }
        }

    }
}
