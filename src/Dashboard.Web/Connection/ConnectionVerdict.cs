using System.Net;
using Dashboard.Web.Access;

namespace Dashboard.Web.Connection;

/// <summary>What there is to say about the way that a request came; each has a text <c>Verdict.…</c>.</summary>
internal enum ConnectionVerdict
{
    /// <summary>Encrypted from the browser to us, or on one machine.</summary>
    Direct,

    /// <summary>Without encryption, from another machine.</summary>
    Plain,

    /// <summary>Through a proxy whose headers are believed.</summary>
    Proxied,

    /// <summary>Through a believed proxy, which says that the browser came without encryption.</summary>
    ProxiedPlain,

    /// <summary>Headers of a proxy from where none are believed.</summary>
    Ignored,

    /// <summary>From a network of proxies, without the headers that they should set.</summary>
    Silent,
}

/// <summary>Comes to the verdict.</summary>
internal static class ConnectionVerdicts
{
    /// <summary>What is true of this request.</summary>
    public static ConnectionVerdict Of(HttpContext http)
    {
        var arrival = RequestArrival.Of(http);
        if (arrival.IsIgnored)
        {
            return ConnectionVerdict.Ignored;
        }

        if (arrival.IsPeerTrusted)
        {
            string[] needed = ["X-Forwarded-For", "X-Forwarded-Proto"];
            return !needed.All(name => arrival.Headers.Any(h => h.Key == name)) ? ConnectionVerdict.Silent
                : http.Request.IsHttps ? ConnectionVerdict.Proxied : ConnectionVerdict.ProxiedPlain;
        }

        return http.Request.IsHttps || (IPAddress.TryParse(arrival.Peer, out var peer) && IPAddress.IsLoopback(peer))
            ? ConnectionVerdict.Direct
            : ConnectionVerdict.Plain;
    }

    /// <summary>Whether there is nothing to mend.</summary>
    public static bool IsGood(this ConnectionVerdict verdict) => verdict is ConnectionVerdict.Direct or ConnectionVerdict.Proxied;
}
