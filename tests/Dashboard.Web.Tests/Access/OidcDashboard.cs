using System.Net;
using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.People;
using Dashboard.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Web.Tests.Access;

/// <summary>The program with a real provider beside it, and a browser that goes from one to the other.</summary>
public sealed class OidcDashboard : IAsyncDisposable
{
    /// <summary>What the provider's members of "admins" and "readers" are here.</summary>
    public static readonly (string Group, string Role)[] Roles = [("admins", BuiltInRoles.Admin), ("readers", BuiltInRoles.Viewer)];

    private readonly HttpClient _outside = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });

    private OidcDashboard(OidcProvider provider, DashboardFactory dashboard) => (Provider, Dashboard) = (provider, dashboard);

    public static Actor Admin { get; } = new("test", "test", Right.All, "cli");

    public OidcProvider Provider { get; }

    public DashboardFactory Dashboard { get; }

    /// <summary>Starts both; there is a local administrator "kim", and the clocks are those of the tests' machine.</summary>
    public static async Task<OidcDashboard> StartAsync(Action<Dictionary<string, string>>? settings = null, TimeProvider? providersClock = null)
    {
        var provider = await OidcProvider.StartAsync(providersClock ?? TimeProvider.System, TestContext.Current.CancellationToken);
        var dashboard = new DashboardFactory { Time = new FakeTimeProvider(TimeProvider.System.GetUtcNow()) };
        foreach (var (key, value) in provider.Settings(Roles))
        {
            dashboard.Settings[key["Dashboard:".Length..]] = value;
        }

        settings?.Invoke(dashboard.Settings);
        await provider.RegisterAsync(new Uri("http://localhost"), TestContext.Current.CancellationToken);
        await dashboard.AddUserAsync();
        return new OidcDashboard(provider, dashboard);
    }

    /// <summary>Presses the button, is sent to the provider, and gives the address that the provider sends back to.</summary>
    public async Task<Uri> GoToProviderAsync(HttpClient browser, string returnUrl = "/account")
    {
        using var sent = await browser.GetAsync($"/sign-in/provider?returnUrl={Uri.EscapeDataString(returnUrl)}");
        Assert.StartsWith("http://", sent.Headers.Location?.OriginalString);
        using var answered = await _outside.GetAsync(sent.Headers.Location);
        Assert.Equal(HttpStatusCode.Redirect, answered.StatusCode);
        return answered.Headers.Location!;
    }

    /// <summary>All the way: gives where the browser ends up.</summary>
    public async Task<string> SignInAsync(HttpClient browser, OidcPerson? person, string returnUrl = "/account")
    {
        Provider.Person = person;
        return await ComeBackAsync(browser, await GoToProviderAsync(browser, returnUrl));
    }

    /// <summary>Follows the provider's redirect; never an error of the server's.</summary>
    public static async Task<string> ComeBackAsync(HttpClient browser, Uri address)
    {
        using var response = await browser.GetAsync(address);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        using var page = await browser.GetAsync(response.Headers.Location);
        Assert.True((int)page.StatusCode != 500, $"{response.Headers.Location} answered {page.StatusCode}");
        return response.Headers.Location!.OriginalString;
    }

    public static async Task<bool> IsSignedInAsync(HttpClient browser) =>
        (await browser.GetAsync("/session")).StatusCode == HttpStatusCode.NoContent;

    public Task<IReadOnlyList<Person>> PeopleAsync() => Dashboard.Services.GetRequiredService<PeopleStore>().ListAsync(Admin, default);

    public async Task<IReadOnlyList<string>> AuditAsync() =>
        [.. (await Dashboard.Services.GetRequiredService<IAuditReader>().ReadAsync(Admin, new AuditFilter(), null, 100, default))
            .Select(e => $"{e.UserName}: {e.Action}: {e.Outcome}")];

    public async ValueTask DisposeAsync()
    {
        _outside.Dispose();
        await Dashboard.DisposeAsync();
        await Provider.DisposeAsync();
    }
}
