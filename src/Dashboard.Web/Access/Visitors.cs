using Dashboard.Services.Access;

namespace Dashboard.Web.Access;

/// <summary>Where a request comes from, as far as the sign-in is concerned.</summary>
internal static class Visitors
{
    public static Visitor Visitor(this HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress;
        if (address is { IsIPv4MappedToIPv6: true })
            address = address.MapToIPv4();
        return new Visitor(address?.ToString() ?? "", http.Request.Headers.UserAgent.ToString());
    }
}
