using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
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
    public Task<Stream> OpenAsync(string pathAndQuery, CancellationToken cancellationToken) => StreamAsync(HttpMethod.Get, pathAndQuery, null, cancellationToken);

    /// <summary>POSTs nothing to <paramref name="pathAndQuery"/>; the answer has begun when this returns.</summary>
    /// <exception cref="DockerApiException">The engine refused.</exception>
    /// <exception cref="HttpRequestException">The engine can't be reached.</exception>
    public Task<Stream> PostAsync(string pathAndQuery, CancellationToken cancellationToken) => StreamAsync(HttpMethod.Post, pathAndQuery, null, cancellationToken);

    /// <summary>POSTs <paramref name="body"/> as JSON and reads the answer.</summary>
    /// <exception cref="DockerApiException">The engine refused.</exception>
    /// <exception cref="HttpRequestException">The engine can't be reached.</exception>
    public async Task<TAnswer> PostAsync<TBody, TAnswer>(
        string pathAndQuery, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken)
    {
        using var content = Json(body, bodyType);
        await using var answer = await StreamAsync(HttpMethod.Post, pathAndQuery, content, cancellationToken);
        return (await JsonSerializer.DeserializeAsync(answer, answerType, cancellationToken))!;
    }

    /// <summary>A body of JSON. Buffered, with its length: old engines refuse a chunked one.</summary>
    public static HttpContent Json<T>(T body, JsonTypeInfo<T> type)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    /// <summary>Sends a request with a body, which is streamed and not kept; gives the answer with its head read.</summary>
    /// <exception cref="DockerApiException">The engine refused.</exception>
    /// <exception cref="HttpRequestException">The engine can't be reached.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string pathAndQuery, HttpContent? body, CancellationToken cancellationToken) =>
        SendAsync(method, pathAndQuery, body, [], cancellationToken);

    /// <summary>The same with headers of its own: credentials for registries go there, and nowhere else.</summary>
    /// <exception cref="DockerApiException">The engine refused.</exception>
    /// <exception cref="HttpRequestException">The engine can't be reached.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string pathAndQuery, HttpContent? body, IEnumerable<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri($"/v{_apiVersion}{pathAndQuery}", UriKind.Relative)) { Content = body };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw new DockerApiException(response.StatusCode, await RefusalAsync(response.Content, cancellationToken));
        }
    }

    public void Dispose() => _http.Dispose();

    // As much as a sentence needs; what breaks off is told as far as it has come.
    private static async Task<string> RefusalAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var bytes = new byte[EngineRefusal.Longest];
        var length = 0;
        try
        {
            await using var body = await content.ReadAsStreamAsync(cancellationToken);
            int read;
            while (length < bytes.Length && (read = await body.ReadAsync(bytes.AsMemory(length), cancellationToken)) > 0)
            {
                length += read;
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return Encoding.UTF8.GetString(bytes, 0, length);
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private async Task<Stream> StreamAsync(HttpMethod method, string pathAndQuery, HttpContent? body, CancellationToken cancellationToken) =>
        await (await SendAsync(method, pathAndQuery, body, cancellationToken)).Content.ReadAsStreamAsync(cancellationToken);
}
