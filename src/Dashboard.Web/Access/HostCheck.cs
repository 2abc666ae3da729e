using System.Net;
using Dashboard.Services;
using Dashboard.Web.Shell;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Access;

/// <summary>
/// Refuses names that are not ours, over plain HTTP. A page can let its own name point to our address (DNS rebinding), and is then of our
/// origin: it has none of our cookies, but could try passwords. Over HTTPS no certificate is for its name. After routing, since files of the
/// program, which hold nothing of anybody, are let through for the page that says so.
/// </summary>
internal sealed partial class HostCheck(RequestDelegate next, IOptions<DashboardOptions> options, ILogger<HostCheck> logger)
{
    // Names below these nobody on the internet can have; nor can they have one without a dot.
    private static readonly string[] _privateNames = [".localhost", ".local", ".internal", ".lan", ".home.arpa"];

    private readonly PublicUrl? _publicUrl = PublicUrl.TryParse(options.Value.PublicUrl);

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.IsHttps || IsOurs(request.Host.Host) || IsHarmless(context) || await Schemes.HasGoodBearerAsync(context))
        {
            await next(context);
            return;
        }

        LogRefused(request.Host.Host, RequestArrival.Of(context).Hint());
        await new RequestRefusal(RequestRefusalReason.Host, request.Host.Host, "").AnswerAsync(context, StatusCodes.Status400BadRequest);
    }

    private static bool IsHarmless(HttpContext context) =>
        AppUrls.IsHealth(context.Request.Path) || context.Request.Path.Equals(AppUrls.LanguageChoice, StringComparison.Ordinal)
        || context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null
        || context.Features.Get<IStatusCodeReExecuteFeature>() is not null;

    private bool IsOurs(string host)
    {
        var name = host.TrimEnd('.');
        return !name.Contains('.', StringComparison.Ordinal)
            || IPAddress.TryParse(host, out _)
            || string.Equals(name, _publicUrl?.Host, StringComparison.OrdinalIgnoreCase)
            || _privateNames.Any(top => name.EndsWith(top, StringComparison.OrdinalIgnoreCase));
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Refused a request for the name \"{Host}\" over plain HTTP. If that is ours, set Dashboard:PublicUrl to https:// and that name, or http:// where no proxy with TLS is in front.{Hint}")]
    private partial void LogRefused(string host, string hint);
}
