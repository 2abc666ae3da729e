namespace Dashboard.Services.Tests;

public sealed class PublicUrlTests
{
    [Theory]
    [InlineData("https://dash.example.org", "https://dash.example.org", "dash.example.org")]
    [InlineData("https://dash.example.org/", "https://dash.example.org", "dash.example.org")]
    [InlineData("HTTPS://Dash.Example.org:443", "https://dash.example.org", "dash.example.org")]
    [InlineData("https://dash.example.org:8443", "https://dash.example.org:8443", "dash.example.org")]
    [InlineData("http://dash.lan:80", "http://dash.lan", "dash.lan")]
    [InlineData("https://bücher.example", "https://xn--bcher-kva.example", "xn--bcher-kva.example")]
    [InlineData("https://192.0.2.7:8443", "https://192.0.2.7:8443", null)]
    [InlineData("https://[2001:db8::7]", "https://[2001:db8::7]", null)]
    public void TryParse_Origin_IsAsBrowsersWriteIt(string text, string origin, string? domain)
    {
        var url = PublicUrl.TryParse(text);

        Assert.Equal((origin, domain), (url?.ToString(), url?.Domain));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("dash.example.org")]
    [InlineData("//dash.example.org")]
    [InlineData("ftp://dash.example.org")]
    [InlineData("https://dash.example.org/dashboard")]
    [InlineData("https://dash.example.org/?a=b")]
    [InlineData("https://dash.example.org/#a")]
    [InlineData("https://kim@dash.example.org")]
    public void TryParse_AnythingElse_IsNull(string? text) => Assert.Null(PublicUrl.TryParse(text));
}
