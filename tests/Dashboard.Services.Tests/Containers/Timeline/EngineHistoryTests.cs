using System.Text;
using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Timeline;

namespace Dashboard.Services.Tests.Containers.Timeline;

/// <summary>Events as engines tell them (recorded from 20.10 and 26.1), and how much of them is kept.</summary>
public sealed class EngineHistoryTests
{
    private const string Id = "1167ddc0fcf592842357513acb87689b43b0929470d70624136572380fc1168f";
    private const long Start = 1_795_487_248_000_000_000;

    private readonly OwnExecs _own = new();
    private readonly EngineHistory _history;
    private readonly List<string> _asked = [];

    public EngineHistoryTests()
    {
        _history = new EngineHistory(_own);
        _history.NeedsInspect += _asked.Add;
    }

    [Fact]
    public async Task ReadAsync_RecordedStream_BecomesEntries()
    {
        await HearAsync("""
            {"status":"create","id":"1167ddc0fcf592842357513acb87689b43b0929470d70624136572380fc1168f","from":"busybox:test","Type":"container","Action":"create","Actor":{"ID":"1167ddc0fcf592842357513acb87689b43b0929470d70624136572380fc1168f","Attributes":{"com.docker.compose.project":"shop","image":"busybox:test","name":"oomer"}},"scope":"local","time":1795487248,"timeNano":1795487248755381118}
            {"Type":"network","Action":"connect","Actor":{"ID":"9d7","Attributes":{"container":"1167ddc0fcf592842357513acb87689b43b0929470d70624136572380fc1168f","name":"bridge","type":"bridge"}},"scope":"local","time":1795487248,"timeNano":1795487248763857533}
            {"Type":"network","Action":"create","Actor":{"ID":"9d8","Attributes":{"name":"nn","type":"bridge"}},"scope":"local","time":1795487248,"timeNano":1795487248763857534}
            {"status":"oom","id":"1167ddc0fcf592842357513acb87689b43b0929470d70624136572380fc1168f","Type":"container","Action":"oom","Actor":{"ID":"1167ddc0fcf592842357513acb87689b43b0929470d70624136572380fc1168f","Attributes":{"image":"busybox:test","name":"oomer"}},"time":1795487248,"timeNano":1795487248990371521}
            {"status":"die","id":"1167ddc0fcf592842357513acb87689b43b0929470d70624136572380fc1168f","Type":"container","Action":"die","Actor":{"ID":"1167ddc0fcf592842357513acb87689b43b0929470d70624136572380fc1168f","Attributes":{"exitCode":"137","image":"busybox:test","name":"oomer"}},"time":1795487249,"timeNano":1795487249022961736}
            """);

        var picture = _history.Of(Id)!;

        Assert.Equal(["create", "connect", "oom", "die"], picture.Entries.Select(e => e.What));
        Assert.Equal((137L, true), (picture.Entries[3].ExitCode, picture.Entries[3].IsOutOfMemory));
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 2, 27, 28, TimeSpan.Zero).AddTicks(7553811), picture.Entries[0].Time);
        Assert.Equal("shop", picture.Labels!["com.docker.compose.project"]);
        Assert.Equal(["oomer"], picture.Names);
        Assert.Equal(1_795_487_249_022_961_736, _history.Heard);
        // The creation of a network is about no container.
        Assert.Equal(1, _history.Count);
    }

    [Fact]
    public void Record_OutOfMemoryToldAfterTheEnd_MarksThatEnd()
    {
        Tell("start", 1);
        Tell("die", 2, ("exitCode", "137"));
        Tell("oom", 3);

        Assert.Equal([false, true, false], _history.Of(Id)!.Entries.Select(e => e.IsOutOfMemory));
    }

    [Fact]
    public void Record_OutOfMemoryAfterTheNextStart_LeavesTheEndBefore()
    {
        Tell("die", 1, ("exitCode", "1"));
        Tell("start", 2);
        Tell("oom", 3);

        Assert.DoesNotContain(_history.Of(Id)!.Entries, e => e.IsOutOfMemory);
    }

    [Fact]
    public void Record_AnExec_IsOneEntryWithItsEnd()
    {
        Tell("exec_create: sh -c export DB_PASSWORD=hunter2", 1, ("execID", "e1"));
        Tell("exec_start: sh -c export DB_PASSWORD=hunter2", 2, ("execID", "e1"));
        Tell("exec_die", 3, ("execID", "e1"), ("exitCode", "7"));
        Tell("exec_die", 4, ("execID", "long-forgotten"), ("exitCode", "1"));

        var exec = Assert.Single(_history.Of(Id)!.Entries);
        Assert.Equal(("exec", 7L, "sh -c export DB_PASSWORD=********"), (exec.What, exec.ExitCode, exec.Detail));
    }

    [Fact]
    public void Record_TheDashboardsOwnProcesses_LeaveNothing()
    {
        Tell("exec_create: find /etc/", 1, ("execID", "own"));
        Tell("exec_create: find /etc/", 2, ("execID", "theirs"));
        // Its id is known when the engine has answered, which may be after the event.
        _own.Add("own");
        Tell("exec_die", 3, ("execID", "own"), ("exitCode", "0"));
        Tell("exec_die", 4, ("execID", "theirs"), ("exitCode", "0"));

        Assert.Equal("theirs", Assert.Single(_history.Of(Id)!.Entries).ExecId);
        Assert.Equal(1, _history.EntryCount);
    }

    [Fact]
    public void Record_ACommandWithoutEnd_IsCut()
    {
        Tell($"exec_create: echo {new string('x', 1_000_000)}", 1, ("execID", "e"));

        Assert.InRange(_history.Of(Id)!.Entries[0].Detail.Length, 100, EventEntries.MostText + 1);
    }

    [Fact]
    public void Record_HealthChecks_AreForgottenOnceKnown()
    {
        for (var i = 0; i < 50; i++)
        {
            Tell("exec_create: /bin/sh -c curl -f http://localhost", i * 10, ("execID", $"check{i}"));
            Tell("exec_start: /bin/sh -c curl -f http://localhost", (i * 10) + 1, ("execID", $"check{i}"));
        }

        Tell("exec_create: sh", 1000, ("execID", "human"));
        Assert.Contains(Id, _asked);
        _asked.Clear();

        _history.Explain(Id, "/bin/sh -c curl -f http://localhost", _ => "");
        Tell("exec_create: /bin/sh -c curl -f http://localhost", 2000, ("execID", "check50"));

        Assert.Equal(["sh"], _history.Of(Id)!.Entries.Select(e => e.Detail));
        Assert.Equal(1, _history.EntryCount);
        Assert.Empty(_asked);
    }

    [Fact]
    public void Explain_Output_StandsByTheChangeThatItExplains()
    {
        Tell("health_status: unhealthy", 1);
        Tell("health_status: healthy", 20_000_000);

        _history.Explain(Id, "", at => at == Time(1) ? "no such host" : "");

        Assert.Equal([("unhealthy", "no such host"), ("healthy", "")], _history.Of(Id)!.Entries.Select(e => (e.Detail, e.Output)));
    }

    [Fact]
    public void Record_RepeatedByAnewStream_IsKeptOnce()
    {
        Tell("start", 1);
        Tell("die", 2, ("exitCode", "0"));
        Tell("start", 1);
        Tell("die", 2, ("exitCode", "0"));

        Assert.Equal(["start", "die"], _history.Of(Id)!.Entries.Select(e => e.What));
    }

    [Fact]
    public void Record_AFlood_IsBoundedForOneAndForAll()
    {
        for (var i = 0; i < 1000; i++)
        {
            Tell("restart", i);
            Tell("exec_create: date", i, ("execID", $"e{i}"));
        }

        Assert.Equal(IContainerTimeline.MostStates + IContainerTimeline.MostExecs, _history.Of(Id)!.Entries.Count);
        Assert.Equal(Time(999), _history.Of(Id)!.Entries[^1].Time);

        for (var i = 0; i < EngineHistory.MostContainers + 10; i++)
        {
            for (var e = 0; e < 11; e++)
            {
                Tell("restart", 10_000 + i + e, id: $"{i:x64}");
            }
        }

        Assert.InRange(_history.EntryCount, EngineHistory.MostEntries - 300, EngineHistory.MostEntries);
        Assert.InRange(_history.Count, 1, EngineHistory.MostContainers);
        Assert.Null(_history.Of(Id));
    }

    [Fact]
    public void Gone_OfAName_AreThoseRemovedThatHadIt()
    {
        Tell("create", 1, ("name", "web"));
        Tell("rename", 2, ("name", "web-old"), ("oldName", "/web"));
        Tell("create", 3, "b".PadLeft(64, '0'), ("name", "web"));
        Assert.Empty(_history.Gone(["web"]));
        Tell("destroy", 4, ("name", "web-old"));

        Assert.Equal([Id], _history.Gone(["web"]).Select(p => p.Id));
        Assert.Empty(_history.Gone(["other"]));
    }

    private static DateTimeOffset Time(long after) => DateTimeOffset.UnixEpoch.AddTicks((Start + (after * 100)) / 100);

    private async Task HearAsync(string lines) => await EngineEvents.ReadAsync(
        new MemoryStream(Encoding.UTF8.GetBytes(lines)), _history.Record, TestContext.Current.CancellationToken);

    private void Tell(string action, long after, params (string Key, string Value)[] attributes) => Tell(action, after, Id, attributes);

    private void Tell(string action, long after, string id, params (string Key, string Value)[] attributes) =>
        _history.Record(new EngineEvent("container", action, id, Start + (after * 100), attributes.ToDictionary(a => a.Key, a => a.Value)));
}
