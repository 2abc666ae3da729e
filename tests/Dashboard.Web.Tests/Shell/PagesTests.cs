using System.Net;
using Dashboard.Services.Access;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Shell;

public sealed class PagesTests
{
    [Fact]
    public async Task Get_NoSuchPage_Is404InTheReadersLanguage()
    {
        await using var dashboard = new DashboardFactory();
        var browser = await dashboard.SignedInAsync();
        browser.DefaultRequestHeaders.AcceptLanguage.ParseAdd("ko-KR,ko;q=0.9,en;q=0.5");

        using var response = await browser.GetAsync("/no/such/page");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("페이지를 찾을 수 없습니다", WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Post_FromAnotherSite_Is403WithAPage()
    {
        await using var dashboard = new DashboardFactory();
        await dashboard.AddUserAsync();

        using var response = await dashboard.Browser("http://evil.example").PostAsync("/sign-in", null);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("<h1>Not allowed</h1>", await response.Content.ReadAsStringAsync());
    }

    // What another site sends is told so on a page of its own; of this one the only reason is a right.
    [Theory]
    [InlineData("en", "You lack the right", "another site")]
    [InlineData("ko", "권한이 없습니다", "다른 사이트")]
    public async Task Get_PageWithoutTheRight_SaysSoAndBlamesNoOtherSite(string language, string said, string blamed)
    {
        await using var dashboard = new DashboardFactory();
        await dashboard.AddUserAsync();
        using var browser = dashboard.Browser();
        browser.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);

        using var response = await browser.GetAsync("/status/403");

        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
        Assert.Contains(said, page);
        Assert.DoesNotContain(blamed, page);
    }

    [Fact]
    public async Task Get_ServerFails_Is500WithAPageThatTellsNothing()
    {
        await using var dashboard = new DashboardFactory();
        await using var broken = dashboard.WithWebHostBuilder(host => host.ConfigureServices(services =>
            services.AddScoped<SignIn>(_ => throw new InvalidOperationException("a secret of the code"))));

        using var response = await broken.CreateClient().GetAsync("/sign-in");

        var page = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains("<h1>Something went wrong</h1>", page);
        Assert.DoesNotContain("a secret of the code", page);
    }

    [Fact]
    public async Task Get_NoSuchApi_IsProblemDetails()
    {
        await using var dashboard = new DashboardFactory();
        var browser = await dashboard.SignedInAsync();

        using var response = await browser.GetAsync("/api/v1/no-such-thing");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("dashboard-theme=dark", "data-theme-choice=\"dark\" data-theme=\"dark\"")]
    [InlineData("dashboard-theme=light", "data-theme-choice=\"light\" data-theme=\"light\"")]
    [InlineData("dashboard-theme=%22%3E%3Cscript%3E", "data-theme-choice=\"system\" data-theme=\"light\"")]
    public async Task Get_ThemeCookie_IsInTheFirstPage(string cookie, string expected)
    {
        await using var dashboard = new DashboardFactory();
        await dashboard.AddUserAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        request.Headers.Add("Cookie", cookie);

        using var response = await dashboard.Browser().SendAsync(request);

        Assert.Contains(expected, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Get_LanguageChoice_IsKeptInACookie()
    {
        await using var dashboard = new DashboardFactory();
        await dashboard.AddUserAsync();
        var browser = dashboard.Browser();

        using var response = await browser.GetAsync("/language?culture=ko&returnUrl=%2Fsign-in");

        Assert.Equal("/sign-in", response.Headers.Location!.OriginalString);
        Assert.Contains("<html lang=\"ko\"", await browser.GetStringAsync("/sign-in"));
    }

    [Fact]
    public async Task Get_Containers_SignedIn_HasSkeletonAndScripts()
    {
        await using var dashboard = new DashboardFactory();
        var browser = await dashboard.SignedInAsync();

        var page = await browser.GetStringAsync("/containers");

        Assert.Contains("shell-skeleton", page);
        Assert.Contains("client/main", page);
        Assert.DoesNotContain("<script>", page);
    }
}
