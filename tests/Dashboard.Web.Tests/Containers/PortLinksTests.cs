using Bunit;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Web.Containers;
using Dashboard.Web.Tests.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Containers;

public sealed class PortLinksTests : DashboardContext
{
    [Theory]
    [InlineData("0.0.0.0", 8080, 80, "http://dash.example:8080/")]
    [InlineData("::", 8080, 80, "http://dash.example:8080/")]
    [InlineData("", 8080, 80, "http://dash.example:8080/")]
    [InlineData("127.0.0.1", 8080, 80, "http://127.0.0.1:8080/")]
    [InlineData("fd00::7", 8080, 80, "http://[fd00::7]:8080/")]
    [InlineData("0.0.0.0", 9443, 443, "https://dash.example:9443/")]
    [InlineData("0.0.0.0", 443, 8443, "https://dash.example/")]
    public void Render_PublishedTcp_LinksToWhereItIsReached(string address, int outside, int inside, string expected)
    {
        UseBase("http://dash.example:8000/");

        var link = Show(new PortMapping(address, outside, inside, "tcp")).Find("a");

        Assert.Equal(expected, link.GetAttribute("href"));
        Assert.Equal($"{outside}→{inside}", link.TextContent);
        Assert.Equal(("_blank", "noopener noreferrer"), (link.GetAttribute("target"), link.GetAttribute("rel")));
    }

    [Fact]
    public void Render_DashboardReachedByIpv6_LinksThereToo()
    {
        UseBase("http://[fd00::1]:8000/");

        Assert.Equal("http://[fd00::1]:8080/", Show(new PortMapping("0.0.0.0", 8080, 80, "tcp")).Find("a").GetAttribute("href"));
    }

    [Theory]
    [InlineData("udp")]
    [InlineData("sctp")]
    public void Render_PublishedOther_IsNoLink(string protocol)
    {
        var ports = Show(new PortMapping("0.0.0.0", 5353, 53, protocol));

        Assert.Empty(ports.FindAll("a"));
        Assert.Equal($"5353→53/{protocol}", ports.Find(".port").TextContent);
    }

    [Fact]
    public void Render_NotPublished_IsItsInnerPort() => Assert.Equal("6379/tcp", Show(new PortMapping(null, null, 6379, "tcp")).Find(".port-inner").TextContent);

    [Fact]
    public void Render_ManyPorts_ShowsThreeAndHowManyMore()
    {
        var ports = Show([.. Enumerable.Range(8000, 10).Select(p => new PortMapping("0.0.0.0", p, p, "tcp"))]);

        Assert.Equal(["8000→8000", "8001→8001", "8002→8002", "+7"], ports.FindAll(".port").Select(p => p.TextContent));
    }

    private void UseBase(string address) => Services.AddSingleton<NavigationManager>(new FixedNavigation(address));

    private IRenderedComponent<PortLinks> Show(params PortMapping[] ports) => Render<PortLinks>(p => p.Add(l => l.Ports, EquatableList.From(ports)));

    private sealed class FixedNavigation : NavigationManager
    {
        public FixedNavigation(string address) => Initialize(address, address + "containers");
    }
}
