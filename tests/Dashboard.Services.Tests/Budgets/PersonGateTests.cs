using Dashboard.Services.Access;
using Dashboard.Services.Budgets;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Tests.Budgets;

public sealed class PersonGateTests
{
    private readonly PersonGate _gate = new("searches", mostInAll: 3, mostOfOne: 2, mostWaiting: 4);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Enter_MoreThanOnePersonMayHave_IsRefusedWithTheNumber()
    {
        using var first = _gate.Enter(Person("kim"));
        using var second = _gate.Enter(Person("kim"));

        var error = Assert.Throws<EngineErrorException>(() => _gate.Enter(Person("kim"))).Error;

        Assert.Equal((EngineErrorKind.Conflict, "kim has 2 searches under way already: wait for one of them."), (error.Kind, error.Message));
        using var other = _gate.Enter(Person("lee"));
        Assert.Throws<EngineErrorException>(() => _gate.Enter(Person("max")));
    }

    [Fact]
    public async Task EnterAsync_OnePersonHoldsManyAndWaitsForMore_OthersComeFirst()
    {
        using var first = _gate.Enter(Person("kim"));
        using var second = _gate.Enter(Person("kim"));
        var third = _gate.Enter(Person("lee"));
        var kims = _gate.EnterAsync(Person("kim"), Stop);
        var max = _gate.EnterAsync(Person("max"), Stop);

        third.Dispose();

        using var turn = await max.WaitAsync(TimeSpan.FromSeconds(10), Stop);
        Assert.False(kims.IsCompleted);
        second.Dispose();
        (await kims.WaitAsync(TimeSpan.FromSeconds(10), Stop)).Dispose();
    }

    [Fact]
    public async Task EnterAsync_Cancelled_LeavesTheQueue()
    {
        using var first = _gate.Enter(Person("kim"));
        var second = _gate.Enter(Person("kim"));
        using var cancellation = new CancellationTokenSource();
        var gone = _gate.EnterAsync(Person("kim"), cancellation.Token);
        var next = _gate.EnterAsync(Person("kim"), Stop);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        second.Dispose();

        (await next.WaitAsync(TimeSpan.FromSeconds(10), Stop)).Dispose();
    }

    [Fact]
    public async Task EnterAsync_TooManyWait_IsRefused()
    {
        using var first = _gate.Enter(Person("kim"));
        using var second = _gate.Enter(Person("kim"));
        using var cancellation = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 4).Select(_ => _gate.EnterAsync(Person("kim"), cancellation.Token)).ToList();

        await Assert.ThrowsAsync<EngineErrorException>(() => _gate.EnterAsync(Person("kim"), Stop));

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(waiting));
    }

    [Fact]
    public async Task EnterAsync_ManyPeopleAtOnce_NeverMoreThanMay()
    {
        var (inside, most) = (0, 0);
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Stop }, async (n, token) =>
        {
            using var place = await _gate.EnterAsync(Person($"p{n % 5}"), token);
            var now = Interlocked.Increment(ref inside);
            InterlockedMax(ref most, now);
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        });

        Assert.InRange(most, 1, 3);
        using var free = _gate.Enter(Person("p0"));
    }

    private static Actor Person(string name) => new(name, name, "test", GrantSet.Of(Right.View));

    private static void InterlockedMax(ref int most, int now)
    {
        for (var known = most; known < now; known = most)
        {
            Interlocked.CompareExchange(ref most, now, known);
        }
    }
}
