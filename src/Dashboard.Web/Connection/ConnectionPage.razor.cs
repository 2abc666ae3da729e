using System.Net;
using Dashboard.Services;
using Dashboard.Web.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Connection;

/// <summary>What the dashboard sees of one's connection and what it expects, and what to write in a proxy in front.</summary>
public sealed partial class ConnectionPage
{
    private readonly DashboardOptions _options;
    private RequestArrival _arrival = null!;
    private ConnectionVerdict _verdict;
    private IReadOnlyList<ProxyExample> _examples = [];
    private string _expected = "";
    private string _client = "";
    private string _settings = "";

    /// <summary>Gets the settings.</summary>
    public ConnectionPage(IOptions<DashboardOptions> options, IStringLocalizer<ConnectionText> text)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, Text) = (options.Value, text);
    }

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    private IStringLocalizer<ConnectionText> Text { get; }

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        _arrival = RequestArrival.Of(Http);
        _verdict = ConnectionVerdicts.Of(Http);
        _expected = OriginCheck.Expected(Http.Request);
        _client = Http.Visitor().Address;
        var publicUrl = PublicUrl.TryParse(_options.PublicUrl);
        var local = Http.Connection.LocalIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : Http.Connection.LocalIpAddress;
        var upstream = new UriBuilder(_arrival.Scheme, $"{local ?? IPAddress.Loopback}", Http.Connection.LocalPort).Uri;
        var name = publicUrl?.Host ?? (IsPublicName(Http.Request.Host.Host) ? Http.Request.Host.Host : "dash.example.org");
        _examples = ProxyExample.All(name, upstream.GetLeftPart(UriPartial.Authority));
        _settings = $"Dashboard__PublicUrl={publicUrl?.ToString() ?? $"https://{name}"}\n"
            + $"Dashboard__Proxy__KnownNetworks__0={Network()}";
    }

    // Through an address or "localhost" one looks at it before there is a proxy.
    private static bool IsPublicName(string host) => host.Contains('.', StringComparison.Ordinal) && Uri.CheckHostName(host) == UriHostNameType.Dns;

    // Where no header of a proxy came, the peer is the reader's own browser.
    private string Network() => _arrival.IsPeerTrusted ? string.Join(", ", _options.Proxy.KnownNetworks)
        : _arrival.Headers.Count > 0 ? _arrival.OwnNetwork
        : Text["Proxy.Network"];
}
