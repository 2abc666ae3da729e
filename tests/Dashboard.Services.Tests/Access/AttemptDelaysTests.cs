using Dashboard.Services.Access;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Services.Tests.Access;

public sealed class AttemptDelaysTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void WaitFor_MoreAttempts_DoublesUpToTheLongest()
    {
        var delays = new AttemptDelays(_time, free: 2, TimeSpan.FromSeconds(10));
        var waits = new List<double>();

        for (var attempt = 0; attempt < 8; attempt++)
        {
            delays.Count("a");
            waits.Add(delays.WaitFor("a").TotalSeconds);
            _time.Advance(delays.WaitFor("a"));
        }

        Assert.Equal([0, 0, 1, 2, 4, 8, 10, 10], waits);
    }

    [Fact]
    public void WaitFor_AfterSuccessOrAQuietWhile_IsZero()
    {
        var delays = new AttemptDelays(_time, free: 0, TimeSpan.FromSeconds(60));
        delays.Count("a");
        delays.Count("b");
        delays.Forget("a");
        Assert.Equal(TimeSpan.Zero, delays.WaitFor("a"));

        _time.Advance(TimeSpan.FromMinutes(15));
        delays.Count("b");
        Assert.Equal(TimeSpan.FromSeconds(1), delays.WaitFor("b"));
    }

    [Fact]
    public void Count_ManyKeys_ForgetsTheOldestAndKeepsTheNewest()
    {
        var delays = new AttemptDelays(_time, free: 0, TimeSpan.FromSeconds(600), capacity: 100);
        for (var key = 0; key < 1000; key++)
        {
            delays.Count($"{key}");
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        var kept = Enumerable.Range(0, 1000).Count(key => delays.WaitFor($"{key}") > TimeSpan.Zero);
        Assert.InRange(kept, 1, 100);
        Assert.True(delays.WaitFor("999") > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, delays.WaitFor("0"));
    }
}
