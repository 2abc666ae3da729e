using System.Text.RegularExpressions;
using Dashboard.Web.Shell;

namespace Dashboard.Web.Access;

/// <summary>Refuses requests whose Host header is missing, empty, repeated or no host, before anything reads it. Probes of health may leave it out.</summary>
internal sealed partial class HostHeader(RequestDelegate next)
{
    private const int LongestHost = 255 + 6;

    public Task InvokeAsync(HttpContext context)
    {
        var hosts = context.Request.Headers.Host;
        if (AppUrls.IsHealth(context.Request.Path) || (hosts is [{ Length: > 0 and <= LongestHost } host] && IsHost(host)))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(hosts.Count > 1 ? "The request has more than one Host header.\n" : "The request's Host header is missing or is no host.\n", context.RequestAborted);
    }

    private static bool IsHost(string host) =>
        Host().Match(host) is { Success: true } match && (!match.Groups["port"].Success || (int.TryParse(match.Groups["port"].Value, out var port) && port is > 0 and <= ushort.MaxValue));

    // RFC 3986 §3.2.2, with the underscore that names of compose services have.
    [GeneratedRegex(@"\A(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_\-~][A-Za-z0-9._\-~]*)(:(?<port>[0-9]{1,5}))?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Host();
}
