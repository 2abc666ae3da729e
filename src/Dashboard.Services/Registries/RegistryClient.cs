using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.Services.Access;
using Dashboard.Services.Access.Registries;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Registries;

/// <summary>
/// The HTTP API of registries (OCI distribution-spec) as far as browsing needs it. Credentials go to the registry itself and to the token
/// server that it names over TLS, never along a redirect. Without TLS only registries on this host are spoken to, as engines do it.
/// </summary>
internal sealed partial class RegistryClient : IDisposable
{
    private const int LongestAnswer = 8 * 1024 * 1024;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5) })
    {
        Timeout = _patience,
        MaxResponseContentBufferSize = LongestAnswer,
    };

    public void Dispose() => _http.Dispose();

    /// <summary>GETs JSON.</summary>
    /// <exception cref="EngineErrorException">Why not, in plain words.</exception>
    public async Task<RegistryAnswer> GetAsync(string address, string path, string scope, RegistryCredentials? credentials, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, address, path, scope, credentials, cancellationToken);
        try
        {
            return new RegistryAnswer(JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken)));
        }
        catch (JsonException e)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Failed, $"What {address} answered is not what a registry says: {e.Message}"), e);
        }
    }

    /// <summary>The digest of a manifest; "" where the registry did not tell.</summary>
    public async Task<string> DigestAsync(string address, string path, string scope, RegistryCredentials? credentials, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Head, address, path, scope, credentials, cancellationToken);
        return response.Headers.TryGetValues("Docker-Content-Digest", out var values) ? values.First() : "";
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string address, string path, string scope, RegistryCredentials? credentials, CancellationToken cancellationToken)
    {
        var host = address == RegistryAddress.Hub ? "registry-1.docker.io" : address;
        try
        {
            var (root, first) = await OpenAsync(method, host, path, cancellationToken);
            var response = first;
            if (first.StatusCode == HttpStatusCode.Unauthorized)
            {
                var authorization = await AuthorizeAsync(root, first.Headers.WwwAuthenticate.FirstOrDefault(), scope, credentials, cancellationToken);
                first.Dispose();
                using var again = Request(method, new Uri(root, path), authorization);
                response = await _http.SendAsync(again, cancellationToken);
            }

            return response.IsSuccessStatusCode ? response : throw Failure(address, response);
        }
        catch (HttpRequestException e)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Unreachable, $"{address} can't be reached: {e.Message}"), e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Unreachable, $"{address} did not answer within {_patience.TotalSeconds} s."), e);
        }
    }

    private async Task<(Uri Root, HttpResponseMessage Response)> OpenAsync(HttpMethod method, string host, string path, CancellationToken cancellationToken)
    {
        var root = new Uri($"https://{host}/");
        try
        {
            using var request = Request(method, new Uri(root, path), null);
            return (root, await _http.SendAsync(request, cancellationToken));
        }
        catch (HttpRequestException) when (root.IsLoopback)
        {
            root = new Uri($"http://{host}/");
            using var request = Request(method, new Uri(root, path), null);
            return (root, await _http.SendAsync(request, cancellationToken));
        }
    }

    private static HttpRequestMessage Request(HttpMethod method, Uri address, AuthenticationHeaderValue? authorization)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.Authorization = authorization;
        foreach (var type in (string[])["application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json", "application/vnd.docker.distribution.manifest.v2+json", "application/vnd.oci.image.manifest.v1+json", "application/json"])
        {
            request.Headers.Accept.ParseAdd(type);
        }

        return request;
    }

    private async Task<AuthenticationHeaderValue?> AuthorizeAsync(
        Uri root, AuthenticationHeaderValue? challenge, string scope, RegistryCredentials? credentials, CancellationToken cancellationToken)
    {
        var basic = credentials is null ? null : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credentials.UserName}:{credentials.Secret}")));
        if (challenge is null || !string.Equals(challenge.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return basic;
        }

        // Bearer realm="https://auth.docker.io/token",service="registry.docker.io"
        var fields = Field().Matches(challenge.Parameter ?? "").ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value, StringComparer.OrdinalIgnoreCase);
        if (!fields.TryGetValue("realm", out var realm) || !Uri.TryCreate(realm, UriKind.Absolute, out var server) || (server.Scheme != Uri.UriSchemeHttps && server.Authority != root.Authority))
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Failed, $"{root.Authority} sends to a token server that can't be trusted with a password: {realm}"));
        }

        await RequirePublicAsync(root, server, cancellationToken);
        var query = $"?service={Uri.EscapeDataString(fields.GetValueOrDefault("service", ""))}&scope={Uri.EscapeDataString(scope)}";
        using var request = Request(HttpMethod.Get, new Uri(server.GetLeftPart(UriPartial.Path) + query), basic);
        using var answer = await _http.SendAsync(request, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw Failure(server.Authority, answer);
        }

        using var token = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
        var text = token.RootElement.TryGetProperty("token", out var t) ? t.GetString() : token.RootElement.TryGetProperty("access_token", out var a) ? a.GetString() : null;
        return text is null ? basic : new AuthenticationHeaderValue("Bearer", text);
    }

    // A registry on the internet has no business sending us into the house's own network.
    private static async Task RequirePublicAsync(Uri registry, Uri server, CancellationToken cancellationToken)
    {
        if (server.Host == registry.Host || await IsPrivateAsync(registry.Host, cancellationToken) || !await IsPrivateAsync(server.Host, cancellationToken))
        {
            return;
        }

        throw new EngineErrorException(new EngineError(EngineErrorKind.Refused, $"{registry.Authority} sends to {server.Authority}, which is an address of this network."));
    }

    private static async Task<bool> IsPrivateAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return (await Dns.GetHostAddressesAsync(host, cancellationToken)).Any(NetworkAddress.IsOfThisNetwork);
        }
        catch (SocketException e)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Unreachable, $"{host} has no address: {e.Message}"), e);
        }
    }

    private static EngineErrorException Failure(string address, HttpResponseMessage response)
    {
        using (response)
        {
            return new EngineErrorException(response.StatusCode switch
            {
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new EngineError(EngineErrorKind.Refused, $"{address} does not let this account see that."),
                HttpStatusCode.NotFound => new EngineError(EngineErrorKind.NotFound, $"{address} knows nothing of that, or does not list it."),
                HttpStatusCode.TooManyRequests => new EngineError(EngineErrorKind.Refused, $"{address} limits how often it may be asked{(response.Headers.RetryAfter?.Delta is { } wait ? $"; try again in {wait.TotalSeconds:0} s" : "")}."),
                var status => new EngineError(EngineErrorKind.Failed, $"{address} answered with HTTP {(int)status}."),
            });
        }
    }

    [GeneratedRegex("(\\w+)=\"([^\"]*)\"")]
    private static partial Regex Field();
}
