using Dashboard.Services;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Access;

/// <summary>
/// Requests for the name of <c>Dashboard:PublicUrl</c> count as sent over its scheme: the operator's word, where the proxy in front does not
/// say so or is not believed.
/// </summary>
internal sealed class PublicScheme(RequestDelegate next, IOptions<DashboardOptions> options)
{
    private readonly PublicUrl? _publicUrl = PublicUrl.TryParse(options.Value.PublicUrl);

    public Task InvokeAsync(HttpContext context)
    {
        if (_publicUrl is not null && IsFor(context.Request.Headers.Host.ToString(), _publicUrl))
        {
            context.Request.Scheme = _publicUrl.Scheme;
        }

        return next(context);
    }

    // A Host may have the scheme's own port written out.
    private static bool IsFor(string host, PublicUrl url) =>
        host.Equals(url.Authority, StringComparison.OrdinalIgnoreCase) || host.Equals($"{url.Host}:{url.Port}", StringComparison.OrdinalIgnoreCase);
}
