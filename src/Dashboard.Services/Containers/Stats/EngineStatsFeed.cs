using System.Runtime.CompilerServices;
using System.Text.Json;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Containers.Stats;

/// <summary>The real feed: <c>GET /containers/ID/stats</c> of an environment's engine.</summary>
internal sealed class EngineStatsFeed(DockerEnvironment environment) : IStatsFeed
{
    public async Task<CancellationToken> WaitUntilUpAsync(CancellationToken cancellationToken) =>
        (await environment.WaitForConnectionAsync(cancellationToken)).Lost;

    public async Task<StatsSample?> SampleAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            // one-shot (API 1.41) does not occupy the engine for a second to measure twice.
            await using var body = await environment.Connection.Http.OpenAsync($"/containers/{id}/stats?stream=false&one-shot=true", cancellationToken);
            using var json = await JsonDocument.ParseAsync(body, default, cancellationToken);
            var sample = StatsSample.Parse(json.RootElement);
            // Of a stopped container the engine sends a sample without figures.
            return sample.CpuSystem > 0 ? sample with { PreviousCpuTotal = 0, PreviousCpuSystem = 0 } : null;
        }
        catch (Docker.DotNet.DockerApiException e) when (EngineErrors.Translate(e) is { Kind: EngineErrorKind.NotFound or EngineErrorKind.Conflict })
        {
            return null;
        }
    }

    public async IAsyncEnumerable<StatsSample> StreamAsync(string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var body = await environment.Connection.Http.OpenAsync($"/containers/{id}/stats?stream=true", cancellationToken);
        using var reader = new StreamReader(body);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            using var json = JsonDocument.Parse(line);
            var sample = StatsSample.Parse(json.RootElement);
            if (sample.CpuSystem == 0)
            {
                // The engine keeps a stream of a stopped container open, without figures.
                yield break;
            }

            yield return sample;
        }
    }

    public void ReportFailure(Exception exception) => environment.RequestCheck();
}
