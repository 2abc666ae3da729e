using System.Globalization;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Containers;

/// <summary>A container's ports; published TCP ones are links to the host that the dashboard itself is reached on.</summary>
public partial class PortLinks
{
    /// <summary>The ports.</summary>
    [Parameter, EditorRequired]
    public required EquatableList<PortMapping> Ports { get; set; }

    /// <summary>How many to show before "+n".</summary>
    [Parameter]
    public int Most { get; set; } = 3;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private IEnumerable<PortMapping> Shown => Ports.Take(Most);

    private static string Label(PortMapping port) => string.Create(CultureInfo.InvariantCulture, $"{port.PublicPort}→{port.PrivatePort}");

    // A port bound to every address is reached on the host that the browser already talks to; one bound to an address only there.
    private string Href(PortMapping port)
    {
        var host = port.Address is null or "" or "0.0.0.0" or "::" ? new Uri(Navigation.BaseUri).Host : port.Address;
        var scheme = port.PrivatePort is 443 or 8443 ? "https" : "http";
        return new UriBuilder(scheme, host, port.PublicPort!.Value).Uri.ToString();
    }
}
