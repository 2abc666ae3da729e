using System.Globalization;
using System.Text.Json;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Timeline;
using Dashboard.Services.Environments;
using Docker.DotNet.Models;

namespace Dashboard.Services.Containers;

/// <summary>The real feed: an environment's engine. What its one event stream tells goes to the containers' timelines too.</summary>
internal sealed class EngineContainerFeed(DockerEnvironment environment, EngineHistory history) : IContainerFeed
{
    public async Task<CancellationToken> WaitUntilUpAsync(CancellationToken cancellationToken) =>
        (await environment.WaitForConnectionAsync(cancellationToken)).Lost;

    public async Task ListenAsync(Action subscribed, Action<string, bool> touched, CancellationToken cancellationToken)
    {
        // With "since" the engine first repeats what it still keeps (256 events of all sorts), so nothing between two streams is missed.
        var since = string.Create(CultureInfo.InvariantCulture, $"{history.Heard / 1_000_000_000}.{history.Heard % 1_000_000_000:D9}");
        var path = $$$"""/events?since={{{since}}}&filters={"type":["container","network"]}""";
        await using var stream = await environment.Connection.Http.OpenAsync(path, cancellationToken);
        // The engine sends its headers just before it takes the subscription; the list that follows is a round trip away.
        subscribed();
        await EngineEvents.ReadAsync(stream, Hear, cancellationToken);

        void Hear(EngineEvent heard)
        {
            history.Record(heard);
            if (heard.MayChangeLists)
            {
                touched(heard.Container, heard.IsUnlisted);
            }
        }
    }

    public async Task<IReadOnlyList<ContainerSummary>> ListAsync(IReadOnlyCollection<string>? ids, CancellationToken cancellationToken)
    {
        var parameters = new ContainersListParameters { All = true, Filters = ids is null ? null : Filter("id", ids) };
        var containers = await environment.Connection.Client.Containers.ListContainersAsync(parameters, cancellationToken);
        return [.. containers.Select(c => c.ToSummary())];
    }

    public async Task<int?> RestartCountAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await environment.Connection.Http.OpenAsync($"/containers/{id}/json", cancellationToken);
            using var json = await JsonDocument.ParseAsync(body, default, cancellationToken);
            return json.RootElement.TryGetProperty("RestartCount", out var count) && count.TryGetInt32(out var number) ? number : 0;
        }
        catch (Docker.DotNet.DockerApiException e) when (EngineErrors.Translate(e) is { } error)
        {
            return error.Kind == EngineErrorKind.NotFound ? null : throw new EngineErrorException(error);
        }
    }

    public void ReportFailure(Exception exception) => environment.RequestCheck();

    private static Dictionary<string, IDictionary<string, bool>> Filter(string key, IEnumerable<string> values) =>
        new() { [key] = values.ToDictionary(v => v, _ => true) };
}
