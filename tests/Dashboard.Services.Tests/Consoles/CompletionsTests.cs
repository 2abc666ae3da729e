using Dashboard.Services.Access;
using Dashboard.Services.Consoles;
using Dashboard.Services.Environments;
using Dashboard.Testing;

namespace Dashboard.Services.Tests.Consoles;

public sealed class CompletionsTests
{
    private static readonly FakeLiveNames _names = new(
        new("web", LiveNameKinds.Container, "nginx · Up 5 minutes"), new("worker", LiveNameKinds.Container, "app · Up"), new("db", LiveNameKinds.Container, "postgres"),
        new("nginx:latest", LiveNameKinds.Image, "187MB"), new("data", LiveNameKinds.Volume, "local"), new("front", LiveNameKinds.Network, "bridge"));

    [Theory]
    [InlineData("docker sto|", "stop", 7)]
    [InlineData("sto|", "stop", 0)]
    [InlineData("docker vol|", "volume", 7)]
    [InlineData("docker volume cr|", "create", 14)]
    [InlineData("docker stop w|", "web worker", 12)]
    [InlineData("docker stop web wo|", "worker", 16)]
    [InlineData("docker stop --time|", "--timeout", 12)]
    [InlineData("docker stop -t 5 d|", "db", 17)]
    [InlineData("docker logs -fn 5 d|", "db", 18)]
    [InlineData("docker run --network f|", "front", 21)]
    [InlineData("docker run --network=f|", "front", 21)]
    [InlineData("docker run --restart un|", "unless-stopped", 21)]
    [InlineData("docker run -d ng|", "nginx:latest", 14)]
    [InlineData("docker run -v da|", "data", 14)]
    [InlineData("docker volume rm d|", "data", 17)]
    [InlineData("docker network connect f|", "front", 23)]
    [InlineData("docker network connect front d|", "db", 29)]
    [InlineData("docker ps --filter status=ex|", "status=exited", 19)]
    [InlineData("docker rm $(docker ps --filter na|", "name=", 31)]
    [InlineData("docker ps\ndocker stop d|", "db", 22)]
    [InlineData("docker help sto|", "stop", 12)]
    [InlineData("docker stop 'd|", "db", 12)]
    public async Task Complete_AtTheCaret_OffersWhatCanStandThere(string typed, string expected, int start)
    {
        var answer = await CompleteAsync(typed);

        Assert.Equal(expected.Split(' '), answer.Items.Select(i => i.Text).Where(t => expected.Split(' ').Contains(t)));
        Assert.Equal(expected.Split(' ')[0], answer.Items[0].Text);
        Assert.Equal(start, answer.Start);
    }

    [Theory]
    [InlineData("docker exec web ls -|")]
    [InlineData("docker volume create d|")]
    [InlineData("docker no-such x|")]
    public async Task Complete_WhatIsSomebodyElses_OffersNothing(string typed) => Assert.Empty((await CompleteAsync(typed)).Items);

    [Fact]
    public async Task Complete_Flags_TellWhatTheyDo()
    {
        var answer = await CompleteAsync("docker run --publish|");

        Assert.Contains(answer.Items, i => i is { Text: "--publish", Kind: "flag" } && i.Description.Contains("Publish a container's port(s) to the host", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Complete_Names_TellWhatTheyAre() =>
        Assert.Contains(new CompletionItem("web", "container", "nginx · Up 5 minutes"), (await CompleteAsync("docker stop |")).Items);

    private static Task<Completion> CompleteAsync(string typed) => new Completions(_names).CompleteAsync(
        ServiceHost.Admin, new FakeEnvironmentRegistry().Local, typed.Replace("|", "", StringComparison.Ordinal), typed.IndexOf('|', StringComparison.Ordinal), TestContext.Current.CancellationToken);

    private sealed class FakeLiveNames(params LiveName[] names) : ILiveNames
    {
        public Task<IReadOnlyList<LiveName>> ListAsync(Actor actor, DockerEnvironment environment, LiveNameKinds kinds, string part, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<LiveName>>([.. names.Where(n => kinds.HasFlag(n.Kind) && n.Text.Contains(part, StringComparison.OrdinalIgnoreCase))]);
    }
}
