using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Access;

/// <summary>How a request came to our door, before any header of a proxy was believed.</summary>
/// <param name="Peer">Address that the connection came from: a browser's or a proxy's.</param>
/// <param name="Scheme">"http" or "https" on that connection.</param>
/// <param name="Host">The Host header.</param>
/// <param name="Headers">What proxies add, as sent.</param>
/// <param name="IsPeerTrusted">Whether the address is in <c>Dashboard:Proxy:KnownNetworks</c>, so that those headers were believed.</param>
internal sealed record RequestArrival(string Peer, string Scheme, string Host, IReadOnlyList<KeyValuePair<string, string>> Headers, bool IsPeerTrusted)
{
    // X-Real-IP and Forwarded are never believed; people who wonder why want to see that they came.
    private static readonly string[] _names = ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Real-IP", "Forwarded"];

    /// <summary>Whether headers of a proxy came from somewhere that is not believed.</summary>
    public bool IsIgnored => Headers.Count > 0 && !IsPeerTrusted;

    /// <summary>Of the request that is being answered.</summary>
    public static RequestArrival Of(HttpContext http) => http.Features.GetRequiredFeature<RequestArrival>();

    /// <summary>Middleware that notes it; comes before the one that believes headers.</summary>
    public static Task NoteAsync(HttpContext http, RequestDelegate next)
    {
        var forwarded = http.RequestServices.GetRequiredService<IOptions<ForwardedHeadersOptions>>().Value;
        var address = http.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : http.Connection.RemoteIpAddress;
        http.Features.Set(new RequestArrival(
            address?.ToString() ?? "", http.Request.Scheme, http.Request.Headers.Host.ToString(),
            [.. _names.Where(http.Request.Headers.ContainsKey).Select(name => KeyValuePair.Create(name, http.Request.Headers[name].ToString()))],
            address is not null && forwarded.KnownIPNetworks.Any(network => network.Contains(address))));
        return next(http);
    }

    /// <summary>For the log: why headers of a proxy had no effect, or nothing.</summary>
    public string Hint() => IsIgnored
        ? $" {string.Join(", ", Headers.Select(h => h.Key))} from {Peer} had no effect: Dashboard:Proxy:KnownNetworks does not name its network. If that is your proxy, add {OwnNetwork}."
        : "";

    /// <summary>The smallest network with the peer in it: what to add to <c>KnownNetworks</c>.</summary>
    public string OwnNetwork => Peer.Contains(':', StringComparison.Ordinal) ? $"{Peer}/128" : $"{Peer}/32";
}
