using Dashboard.Services.Containers;
using static Dashboard.Testing.ContainerBuilder;

namespace Dashboard.Services.Tests.Containers;

public sealed class ContainerStoreTests
{
    private readonly ContainerStore _store = new();

    [Fact]
    public void Snapshot_BeforeTheFirstList_IsStaleAndNotLoaded()
    {
        Assert.True(_store.Snapshot.IsStale);
        Assert.False(_store.Snapshot.IsLoaded);
    }

    [Fact]
    public async Task Subscribe_ThenChanges_GivesOnlyWhatChanged()
    {
        _store.Replace([Container("web"), Container("db")]);
        using var subscription = _store.Subscribe(_ => true);
        Assert.Equal(2, subscription.Snapshot.Containers.Count);

        _store.Replace([Container("web"), Container("db", ContainerState.Exited), Container("new")]);

        var changes = await NextAsync(subscription);
        Assert.Equal(["db", "new"], changes.Upserted.Select(c => c.Name).Order());
        Assert.Empty(changes.Removed);
        // A page may be open for days: what it began with is not held by it.
        Assert.Empty(subscription.Snapshot.Containers);
    }

    [Fact]
    public async Task SetRestartCounts_AreKeptByLaterLists_WhichDoNotTellThem()
    {
        _store.Replace([Container("web"), Container("db")]);
        using var subscription = _store.Subscribe(_ => true);

        _store.SetRestartCounts([KeyValuePair.Create(IdOf("web"), 3), KeyValuePair.Create(IdOf("gone"), 1)]);

        var counted = Assert.Single((await NextAsync(subscription)).Upserted);
        Assert.Equal(("web", 3), (counted.Name, counted.RestartCount));
        _store.Replace([Container("web", ContainerState.Exited), Container("db")]);
        Assert.Equal(3, _store.Snapshot.Containers[IdOf("web")].RestartCount);
        Assert.Null(_store.Snapshot.Containers[IdOf("db")].RestartCount);
    }

    [Fact]
    public async Task Changes_UnreadByASlowViewer_AreMergedByContainer()
    {
        using var subscription = _store.Subscribe(_ => true);
        for (var i = 0; i < 1000; i++)
        {
            _store.Replace([Container("web", status: $"Up {i} seconds"), Container("other")]);
        }

        _store.Replace([Container("web", ContainerState.Exited)]);

        var changes = await NextAsync(subscription);
        Assert.Equal(ContainerState.Exited, Assert.Single(changes.Upserted).State);
        Assert.Equal([IdOf("other")], changes.Removed);
    }

    [Fact]
    public async Task Update_AskedForOneThatIsGone_RemovesIt()
    {
        _store.Replace([Container("web"), Container("db")]);
        using var subscription = _store.Subscribe(_ => true);

        _store.Update([IdOf("web")], []);

        Assert.Equal([IdOf("web")], (await NextAsync(subscription)).Removed);
        Assert.Equal("db", Assert.Single(_store.Snapshot.Containers).Value.Name);
    }

    [Fact]
    public async Task Update_ChangedInWhatNoListShows_CountsAsChangedOnce()
    {
        _store.Replace([Container("web"), Container("db")]);
        using var subscription = _store.Subscribe(_ => true);

        _store.Update([IdOf("web"), IdOf("db")], [Container("web"), Container("db")], new HashSet<string> { IdOf("web") });
        Assert.Equal(("web", 1), Assert.Single((await NextAsync(subscription)).Upserted) is var one ? (one.Name, one.Revision) : default);

        // Neither a later look nor the whole list makes it another one.
        _store.Update([IdOf("web")], [Container("web")]);
        _store.Replace([Container("web"), Container("db", ContainerState.Exited)]);
        Assert.Equal("db", Assert.Single((await NextAsync(subscription)).Upserted).Name);
        Assert.Equal(1, _store.Snapshot.Containers[IdOf("web")].Revision);
    }

    [Fact]
    public async Task MarkStale_KeepsWhatIsKnown_AndSaysSo()
    {
        _store.Replace([Container("web")]);
        using var subscription = _store.Subscribe(_ => true);

        _store.MarkStale();

        Assert.True((await NextAsync(subscription)).IsStale);
        Assert.Single(_store.Snapshot.Containers);
        Assert.True(_store.Snapshot.IsLoaded);
    }

    [Fact]
    public void Replace_WithTheSame_TellsNobody()
    {
        _store.Replace([Container("web")]);
        using var subscription = _store.Subscribe(_ => true);

        _store.Replace([Container("web")]);

        var next = subscription.ReadAllAsync(CancellationToken.None).GetAsyncEnumerator().MoveNextAsync();
        Assert.False(next.IsCompleted);
    }

    [Fact]
    public async Task Subscribe_WithWhatMayNotBeSeen_NeverTellsOfIt()
    {
        _store.Replace([Container("mine"), Container("theirs")]);
        using var subscription = _store.Subscribe(c => c.Name == "mine");

        _store.Replace([Container("mine", ContainerState.Exited), Container("theirs", ContainerState.Exited)]);

        Assert.Equal("mine", Assert.Single(subscription.Snapshot.Containers).Value.Name);
        Assert.Equal("mine", Assert.Single((await NextAsync(subscription)).Upserted).Name);
    }

    [Fact]
    public async Task Removed_WhatMayNotBeSeen_IsNotToldEither()
    {
        _store.Replace([Container("mine"), Container("theirs")]);
        using var subscription = _store.Subscribe(c => c.Name == "mine");
        var next = NextAsync(subscription);

        _store.Update([IdOf("theirs")], []);
        Assert.False(next.IsCompleted);
        _store.Update([IdOf("mine")], []);

        Assert.Equal([IdOf("mine")], (await next).Removed);
    }

    [Fact]
    public async Task Recheck_RightsChanged_TellsWhatCameAndWhatWent()
    {
        var visible = "one";
        _store.Replace([Container("one"), Container("two"), Container("three")]);
        using var subscription = _store.Subscribe(c => c.Name == visible);

        visible = "two";
        _store.Recheck();

        var changes = await NextAsync(subscription);
        Assert.Equal("two", Assert.Single(changes.Upserted).Name);
        Assert.Equal([IdOf("one")], changes.Removed);
    }

    [Fact]
    public async Task Change_LeavesTheScope_IsToldAsRemoved()
    {
        _store.Replace([Container("web", status: "a")]);
        using var subscription = _store.Subscribe(c => c.Status == "a");

        _store.Replace([Container("web", status: "b")]);

        var changes = await NextAsync(subscription);
        Assert.Empty(changes.Upserted);
        Assert.Equal([IdOf("web")], changes.Removed);
    }

    private static async Task<ContainerChanges> NextAsync(ContainerSubscription subscription)
    {
        await using var changes = subscription.ReadAllAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator();
        Assert.True(await changes.MoveNextAsync());
        return changes.Current;
    }
}
