using Microsoft.Extensions.Configuration;

namespace Dashboard.Services.Tests.Storage;

public sealed class DashboardOptionsErrorsTests
{
    [Fact]
    public void Find_AllWell_IsEmpty() => Assert.Empty(Find(
        ("DataDirectory", "/data"), ("Sessions:IdleMinutes", "10"), ("Sessions:MaximumHours", "8"),
        ("Proxy:KnownNetworks:0", "172.18.0.0/16"), ("Proxy:KnownNetworks:1", "fd00::/8")));

    [Fact]
    public void Find_EverythingWrong_NamesEveryKeyAtOnce()
    {
        var errors = Find(
            ("DataDirectory", " "), ("Datadir", "/x"), ("Sessions:IdleMinutes", "soon"), ("Sessions:MaximumHours", "0"),
            ("Sessions:Idle", "1"), ("ServerDomain", "https://x"), ("Proxy:KnownNetworks:0", "172.18.0.1/99"), ("Proxy:KnownNetworks:1", "nginx"));

        string[] keys =
        [
            "Dashboard:DataDirectory", "Dashboard:Datadir", "Dashboard:Proxy:KnownNetworks:0", "Dashboard:Proxy:KnownNetworks:1", "Dashboard:ServerDomain",
            "Dashboard:Sessions:Idle", "Dashboard:Sessions:IdleMinutes", "Dashboard:Sessions:MaximumHours",
        ];
        Assert.Equal(keys, errors.Select(e => e[..e.IndexOf(": ", StringComparison.Ordinal)]).Order(StringComparer.Ordinal));
    }

    private static IReadOnlyList<string> Find(params (string Key, string Value)[] settings) =>
        DashboardOptionsErrors.Find(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create("Dashboard:" + s.Key, (string?)s.Value)))
            .Build());
}
