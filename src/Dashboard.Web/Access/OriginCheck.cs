using Dashboard.Web.Shell;
using Microsoft.AspNetCore.Authentication;

namespace Dashboard.Web.Access;

/// <summary>
/// Refuses what other sites send with our cookies. Before authentication, exactly by scheme, host and port: CORS does not
/// cover WebSockets, and SameSite counts another port of the same host as the same site.
/// </summary>
internal sealed partial class OriginCheck(RequestDelegate next, ILogger<OriginCheck> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!IsSafe(request) && request.Headers.Origin.Count == 0 && Schemes.HasBearer(request) && !await Schemes.HasGoodBearerAsync(context))
        {
            await context.ChallengeAsync(Schemes.Bearer);
            return;
        }

        if (IsSafe(request) || IsAllowed(request))
        {
            await next(context);
            return;
        }

        var origin = request.Headers.Origin.ToString();
        LogRefused(request.Path, origin, Expected(request), RequestArrival.Of(context).Hint());
        await new RequestRefusal(RequestRefusalReason.Origin, origin, Expected(request)).AnswerAsync(context, StatusCodes.Status403Forbidden);
    }

    /// <summary>Whether the request's Origin is the one that it was sent to, or it needs none because of a bearer token.</summary>
    public static bool IsAllowed(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        return origin.Count == 0
            ? Schemes.HasBearer(request)
            : origin.Count == 1 && request.Host.HasValue && string.Equals(origin[0], Expected(request), StringComparison.Ordinal);
    }

    /// <summary>Whether <paramref name="origin"/> is exactly the one that the request was sent to.</summary>
    public static bool IsOwn(HttpRequest request, string origin) => string.Equals(origin, Expected(request), StringComparison.Ordinal);

    private static bool IsSafe(HttpRequest request) =>
        !AppUrls.IsConnection(request.Path)
        && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method) || HttpMethods.IsTrace(request.Method));

    /// <summary>
    /// The only Origin that a request like this one may have, as browsers write it: lower case, and without the port when it is the scheme's own.
    /// </summary>
    public static string Expected(HttpRequest request)
    {
        // The header itself, since request.Host has turned punycode into letters, which an Origin never holds.
        var sent = new HostString(request.Headers.Host.ToString());
        var scheme = request.Scheme.ToLowerInvariant();
        var host = sent.Host.ToLowerInvariant();
        var port = sent.Port;
        return port is null || (scheme, port) is ("http", 80) or ("https", 443) ? $"{scheme}://{host}" : $"{scheme}://{host}:{port}";
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused {Path}: its Origin is \"{Origin}\", expected \"{Expected}\".{Hint}")]
    private partial void LogRefused(string path, string origin, string expected, string hint);
}
