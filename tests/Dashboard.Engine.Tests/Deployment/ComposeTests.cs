using System.Net;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Deployment;

/// <summary>The Dockerfile and docker-compose.yml that we ship, on a private engine with stand-ins for the base images.</summary>
public sealed class ComposeTests
{
    [Fact]
    public async Task Up_OnAFreshEngine_ServesTheSetupPageAsAnUnprivilegedUser()
    {
        var token = TestContext.Current.CancellationToken;
        await using var engine = await PrivateEngine.StartAsync(token);
        Assert.SkipWhen(engine.IsBorrowed, "Names of public images are not given to anything on somebody's engine.");
        await LocalBaseImages.TagAsync(engine, token);

        await using var deployment = await ComposeDeployment.UpAsync(engine, token);

        var setup = new Uri(deployment.Address, $"setup?token={await deployment.SetupTokenAsync(token)}");
        // The certificate is the one that the container made for itself.
        using var http = SelfMadeHttps.Client();
        using var page = await http.GetAsync(setup, token);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        using var script = await http.GetAsync(new Uri(deployment.Address, "client/main.js"), token);
        Assert.Equal(HttpStatusCode.OK, script.StatusCode);
        var printed = await deployment.FingerprintAsync(token);
        Assert.Equal(printed, await SelfMadeHttps.FingerprintAsync(deployment.Address, token));
        var user = await deployment.ExecAsync(token, "id", "-u");
        Assert.NotEqual("0", user.EnsureSuccess().Text);
    }
}
