using System.Net;
using Docker.DotNet;

namespace Dashboard.Services.Environments;

/// <summary>A small HTTP layer over the engine's endpoint, for the calls that the client library lacks or hides too much of.</summary>
internal sealed class EngineHttp : IDisposable
{
    private readonly HttpClient _http;
    private readonly Version _apiVersion;

    public EngineHttp(EngineEndpoint endpoint, Version apiVersion)
    {
        _apiVersion = apiVersion;
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) => new System.Net.Sockets.NetworkStream(await endpoint.ConnectAsync(token), ownsSocket: true),
            UseProxy = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
        };
        _http = new HttpClient(handler)
        {
            BaseAddress = endpoint.Uri.Scheme == "unix" ? new Uri("http://localhost") : new Uri($"http://{endpoint.Uri.Authority}"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>GETs <paramref name="pathAndQuery"/> (without the version) and gives the body as it streams in.</summary>
    /// <exception cref="DockerApiException">The engine refused.</exception>
    /// <exception cref="HttpRequestException">The engine can't be reached.</exception>
    public async Task<Stream> OpenAsync(string pathAndQuery, CancellationToken cancellationToken)
    {
        var response = await _http.GetAsync(
            new Uri($"/v{_apiVersion}{pathAndQuery}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return await response.Content.ReadAsStreamAsync(cancellationToken);
        }

        using (response)
        {
            throw new DockerApiException(response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
        }
    }

    /// <summary>Sends a request with a body, which is streamed and not kept; gives the answer with its head read.</summary>
    /// <exception cref="DockerApiException">The engine refused.</exception>
    /// <exception cref="HttpRequestException">The engine can't be reached.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string pathAndQuery, HttpContent? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri($"/v{_apiVersion}{pathAndQuery}", UriKind.Relative)) { Content = body };
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw new DockerApiException(response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
        }
    }

    public void Dispose() => _http.Dispose();
}
