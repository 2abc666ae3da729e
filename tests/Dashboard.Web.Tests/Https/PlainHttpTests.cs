using Dashboard.Web.Https;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Web.Tests.Https;

public sealed class PlainHttpTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8080", false)]
    [InlineData("http://127.9.9.9:8080", false)]
    [InlineData("http://localhost:8080", false)]
    [InlineData("http://LOCALHOST:8080", false)]
    [InlineData("http://[::1]:8080", false)]
    [InlineData("http://[::ffff:127.0.0.1]:8080", false)]
    [InlineData("http://unix:/run/dashboard.sock", false)]
    [InlineData("https://0.0.0.0:8443", false)]
    [InlineData("HTTPS://*:8443", false)]
    [InlineData("http://0.0.0.0:8080", true)]
    [InlineData("http://[::]:8080", true)]
    [InlineData("http://*:8080", true)]
    [InlineData("http://+:8080", true)]
    [InlineData("http://192.168.1.2:8080", true)]
    [InlineData("http://[fd00::2]:8080", true)]
    [InlineData("http://dash.example.org", true)]
    [InlineData("http://localhost.example.org:8080", true)]
    [InlineData("http://127.0.0.1.example.org:8080", true)]
    public void IsOpen_Address_OnlyWhereOtherMachinesCome(string url, bool open) => Assert.Equal(open, PlainHttp.IsOpen(BindingAddress.Parse(url)));

    [Fact]
    public void Refusals_Open_NameTheAddressAndThreeWaysOut()
    {
        var line = Assert.Single(PlainHttp.Refusals([BindingAddress.Parse("http://127.0.0.1:1"), BindingAddress.Parse("http://0.0.0.0:8080")]));

        Assert.StartsWith("http://0.0.0.0:8080: ", line);
        Assert.Contains("https://0.0.0.0:8080", line);
        Assert.Contains("127.0.0.1 behind a proxy with TLS", line);
        Assert.Contains("Dashboard:AllowInsecure", line);
    }

    [Fact]
    public void CertificateNames_OfAddresses_NeedWhatWasNamedAndKnowTheMachine()
    {
        var loopback = CertificateNames.Of([BindingAddress.Parse("https://127.0.0.1:1")], null);
        var everywhere = CertificateNames.Of(
            [BindingAddress.Parse("https://0.0.0.0:1"), BindingAddress.Parse("https://[fd00::2]:1"), BindingAddress.Parse("https://dash.lan:1")],
            Dashboard.Services.PublicUrl.TryParse("https://dash.example.org"));

        Assert.Equal(["localhost", "127.0.0.1", "::1"], loopback.Needed);
        Assert.Empty(loopback.AlsoKnown);
        Assert.Equal(["localhost", "127.0.0.1", "::1", "fd00::2", "dash.lan", "dash.example.org"], everywhere.Needed);
        Assert.Contains(Environment.MachineName.ToLowerInvariant(), everywhere.AlsoKnown);
    }
}
