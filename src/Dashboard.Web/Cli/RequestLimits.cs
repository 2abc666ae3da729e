using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Dashboard.Web.Cli;

/// <summary>Bounds on requests before anybody knows whose they are. Endpoints that stream their body on say so themselves.</summary>
internal static class RequestLimits
{
    /// <summary>Longest body that is read into memory, in bytes: a long script.</summary>
    private const long LongestBody = 2 * 1024 * 1024;

    /// <summary>Bytes a second that an upload must bring on the average, once it has begun.</summary>
    private const double SlowestUpload = 2 * 1024;

    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(10);

    public static void Set(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LongestBody;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(SlowestUpload, _grace);
    }
}
