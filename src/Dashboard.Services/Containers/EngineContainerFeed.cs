using Dashboard.Services.Environments;
using Docker.DotNet.Models;

namespace Dashboard.Services.Containers;

/// <summary>The real feed: an environment's engine.</summary>
internal sealed class EngineContainerFeed(DockerEnvironment environment) : IContainerFeed
{
    public async Task<CancellationToken> WaitUntilUpAsync(CancellationToken cancellationToken) =>
        (await environment.WaitForConnectionAsync(cancellationToken)).Lost;

    public async Task ListenAsync(Action subscribed, Action<string, bool> touched, CancellationToken cancellationToken)
    {
        const string path = """/events?filters={"type":["container"]}""";
        await using var stream = await environment.Connection.Http.OpenAsync(path, cancellationToken);
        // The engine sends its headers just before it takes the subscription; the list that follows is a round trip away.
        subscribed();
        await EngineEvents.ReadAsync(stream, touched, cancellationToken);
    }

    public async Task<IReadOnlyList<ContainerSummary>> ListAsync(IReadOnlyCollection<string>? ids, CancellationToken cancellationToken)
    {
        var parameters = new ContainersListParameters { All = true, Filters = ids is null ? null : Filter("id", ids) };
        var containers = await environment.Connection.Client.Containers.ListContainersAsync(parameters, cancellationToken);
        return [.. containers.Select(c => c.ToSummary())];
    }

    public void ReportFailure(Exception exception) => environment.RequestCheck();

    private static Dictionary<string, IDictionary<string, bool>> Filter(string key, IEnumerable<string> values) =>
        new() { [key] = values.ToDictionary(v => v, _ => true) };
}
