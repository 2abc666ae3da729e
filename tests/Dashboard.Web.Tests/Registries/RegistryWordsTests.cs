using Bunit;
using Dashboard.Services.Commands;
using Dashboard.Services.Images;
using Dashboard.Services.Jobs;
using Dashboard.Services.Registries;
using Dashboard.Web.Jobs;
using Dashboard.Web.Registries;
using Dashboard.Web.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Tests.Registries;

public sealed class RegistryWordsTests : DashboardContext
{
    private IStringLocalizer<RegistriesText> Text => Services.GetRequiredService<IStringLocalizer<RegistriesText>>();

    [Theory]
    [InlineData("Get \"https://10.0.0.5:5000/v2/\": http: server gave HTTP response to HTTPS client", "10.0.0.5:5000 speaks plain HTTP", "\"insecure-registries\": [\"10.0.0.5:5000\"]")]
    [InlineData("failed to do request: Head \"https://reg.lan/v2/shop/manifests/1\": http: server gave HTTP response to HTTPS client", "reg.lan speaks plain HTTP", "[\"reg.lan\"]")]
    [InlineData("error parsing HTTP 400 response body: invalid character 'C' looking for beginning of value: \"Client sent an HTTP request to an HTTPS server.\\n\"", "reg.example:5000 speaks HTTPS", "/etc/docker/certs.d/reg.example:5000/ca.crt")]
    [InlineData("Get \"https://10.0.0.5:5000/v2/\": tls: failed to verify certificate: x509: certificate signed by unknown authority", "does not trust the certificate of 10.0.0.5:5000", "certs.d/10.0.0.5:5000/ca.crt")]
    [InlineData("toomanyrequests: You have reached your pull rate limit.", "limits how often", "six hours")]
    [InlineData("pull access denied for x", "does not let this account in", "")]
    [InlineData("manifest unknown", "no image of this name", "")]
    [InlineData("write /x: no space left on device", "disk is full", "")]
    [InlineData("dial tcp 10.0.0.5:5000: connect: connection refused", "can't reach the registry", "")]
    public void Explain_KnownWords_SaysWhoseFaultItIsAndWhatToDo(string error, string why, string what)
    {
        foreach (var command in (DockerCommand[])[new PullImage { Name = "reg.example:5000/shop:1" }, new PushImage { Name = "reg.example:5000/shop:1" }, new LogIn { Server = "reg.example:5000" }])
        {
            var words = RegistryWords.Explain(Text, command, error).Split('\n', 2);

            Assert.Contains(why, words[0], StringComparison.Ordinal);
            Assert.Contains(what, words[0], StringComparison.Ordinal);
            Assert.Equal(error, words[1]);
        }
    }

    [Fact]
    public void Explain_OtherWords_AreLeftAsTheyAre() => Assert.Equal("invalid reference format", RegistryWords.Explain(Text, new PullImage { Name = "x" }, "invalid reference format"));

    [Fact]
    public void Jobs_APullFromAPlainRegistry_IsToldWithItsName()
    {
        Engine.Commands.Answers(_ => CommandResult.Failure(new EngineError(EngineErrorKind.Failed, "Get \"https://10.0.0.5:5000/v2/\": http: server gave HTTP response to HTTPS client")));
        Services.GetRequiredService<IJobs>().Start(Actor, Engine.Local, new PullImage { Name = "10.0.0.5:5000/shop:1" }, CommandFiles.None);
        var panel = Render<JobsPanel>();

        panel.WaitForElement("[data-testid=jobs-button]").Click();

        panel.WaitForAssertion(() => Assert.StartsWith("10.0.0.5:5000 speaks plain HTTP", panel.Find(".job-error").TextContent, StringComparison.Ordinal));
    }
}
