using System.Diagnostics;
using System.Net;
using Dashboard.Services.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Access;

public sealed class SignInAbuseTests
{
    [Fact]
    public async Task WithPassword_KnownAndUnknownNames_TakeAsLong()
    {
        await using var factory = new DashboardFactory();
        await using var dashboard = factory.WithWebHostBuilder(host => host.ConfigureServices(services =>
            services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 20_000)));
        await using (var scope = dashboard.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<Accounts>().CreateAdminAsync("kim", DashboardFactory.Password, onlyIfFirst: false, default);
        }

        var known = new List<double>();
        var unknown = new List<double>();
        for (var n = 0; n < 45; n++)
        {
            factory.Time.Advance(TimeSpan.FromMinutes(16));
            known.Add(await MeasureAsync(dashboard.Services, "kim", n));
            unknown.Add(await MeasureAsync(dashboard.Services, "nobody", n));
        }

        var ratio = Median(known) / Median(unknown);
        TestContext.Current.TestOutputHelper?.WriteLine($"Medians: known {Median(known):F2} ms, unknown {Median(unknown):F2} ms, ratio {ratio:F2}");
        Assert.InRange(ratio, 0.6, 1.67);
    }

    [Fact]
    public async Task Session_CookieWithAnyByteFlipped_IsRefusedWithout500()
    {
        await using var dashboard = new DashboardFactory();
        var browser = await dashboard.SignedInAsync();
        var cookie = (await browser.GetAsync("/session")).RequestMessage!.Headers.GetValues("Cookie").Single()
            .Split("; ").Single(c => c.StartsWith("dashboard-80=", StringComparison.Ordinal));
        var start = cookie.IndexOf('=', StringComparison.Ordinal) + 1;
        var client = dashboard.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        client.DefaultRequestHeaders.Add("Origin", "http://localhost");
        Assert.Equal(HttpStatusCode.NoContent, await GetAsync(client, cookie));

        for (var place = start; place < cookie.Length; place++)
        {
            // The last letter of base64url may carry bits that mean nothing, so another high bit is flipped there.
            var letter = cookie[place] == 'A' ? 'g' : 'A';
            var status = await GetAsync(client, $"{cookie[..place]}{letter}{cookie[(place + 1)..]}");

            Assert.Equal(HttpStatusCode.Unauthorized, status);
        }
    }

    [Fact]
    public async Task Post_CodeForm_WrongTicketOrFields_IsNever500()
    {
        await using var dashboard = new DashboardFactory();
        await dashboard.AddUserAsync();
        foreach (var ticket in (string[])["", "x", "CfDJ8", new string('A', 20_000), "\0", "€ 한"])
        {
            foreach (var code in (string[])["", "123456", new string('9', 1000), "１２３４５６", "\0"])
            {
                var browser = dashboard.Browser();
                using var response = await SecondStepPageTests.PostCodeAsync(browser, ticket, code);

                Assert.Contains(response.StatusCode, (HttpStatusCode[])[HttpStatusCode.Unauthorized, HttpStatusCode.BadRequest]);
            }
        }
    }

    private static async Task<HttpStatusCode> GetAsync(HttpClient client, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/session");
        request.Headers.Add("Cookie", cookie);
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private static async Task<double> MeasureAsync(IServiceProvider services, string name, int round)
    {
        await using var scope = services.CreateAsyncScope();
        var signIn = scope.ServiceProvider.GetRequiredService<SignIn>();
        var watch = Stopwatch.GetTimestamp();
        var outcome = await signIn.WithPasswordAsync(name, "wrong password here", new Visitor($"10.1.{round}.1", "test"), default);
        var time = Stopwatch.GetElapsedTime(watch).TotalMilliseconds;
        Assert.Equal(SignInOutcome.Wrong, outcome);
        return time;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
