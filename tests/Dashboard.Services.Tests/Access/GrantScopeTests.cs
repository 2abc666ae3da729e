using Dashboard.Services.Access;

namespace Dashboard.Services.Tests.Access;

public sealed class GrantScopeTests
{
    private static readonly Dictionary<string, GrantScope> _scopes = new()
    {
        ["everywhere"] = GrantScope.Everywhere,
        ["local"] = GrantScope.OnEnvironment("local"),
        ["other"] = GrantScope.OnEnvironment("other"),
        ["shop"] = GrantScope.OnStack("local", "shop"),
        ["other shop"] = GrantScope.OnStack("other", "shop"),
        ["team"] = GrantScope.OnLabel(null, "team"),
        ["team=a"] = GrantScope.OnLabel(null, "team=a"),
        ["local team=a"] = GrantScope.OnLabel("local", "team=a"),
        ["other team=a"] = GrantScope.OnLabel("other", "team=a"),
        ["team="] = GrantScope.OnLabel(null, "team="),
    };

    [Theory]
    [InlineData("local", "", "everywhere, local")]
    [InlineData("other", "", "everywhere, other")]
    [InlineData("LOCAL", "", "everywhere")]
    [InlineData("local", "com.docker.compose.project=shop", "everywhere, local, shop")]
    [InlineData("other", "com.docker.compose.project=shop", "everywhere, other, other shop")]
    [InlineData("local", "com.docker.compose.project=Shop", "everywhere, local")]
    [InlineData("local", "com.docker.compose.project=shop2", "everywhere, local")]
    [InlineData("local", "team=a", "everywhere, local, team, team=a, local team=a")]
    [InlineData("other", "team=a", "everywhere, other, team, team=a, other team=a")]
    [InlineData("local", "team=b", "everywhere, local, team")]
    [InlineData("local", "team=", "everywhere, local, team, team=")]
    [InlineData("local", "Team=a", "everywhere, local")]
    [InlineData("local", "team.lead=a", "everywhere, local")]
    [InlineData("local", "com.docker.compose.project=shop;team=a", "everywhere, local, shop, team, team=a, local team=a")]
    public void Covers_Labels_MatchExactly(string environment, string labels, string expected)
    {
        var all = labels.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('=')).ToDictionary(l => l[0], l => l[1]);

        Assert.Equal(expected, string.Join(", ", _scopes.Where(s => s.Value.Covers(environment, all)).Select(s => s.Key)));
    }

    [Fact]
    public void CoversAllOf_OnlyWithoutASelector()
    {
        Assert.Equal(["everywhere", "local"], _scopes.Where(s => s.Value.CoversAllOf("local")).Select(s => s.Key));
        Assert.Equal(["everywhere", "other"], _scopes.Where(s => s.Value.CoversAllOf("other")).Select(s => s.Key));
    }

    [Theory]
    [InlineData("team", "team", null)]
    [InlineData("team=a", "team", "a")]
    [InlineData("team=", "team", "")]
    [InlineData("team=a=b", "team", "a=b")]
    public void OnLabel_Selector_IsSplitAtTheFirstEqualsSign(string selector, string key, string? value)
    {
        var scope = GrantScope.OnLabel("", selector);

        Assert.Equal((key, value, null, GrantScopeKind.Label, selector), (scope.LabelKey, scope.LabelValue, scope.Environment, scope.Kind, scope.Selector));
    }

    [Theory]
    [InlineData("")]
    [InlineData("=a")]
    public void OnLabel_NoKey_IsRefused(string selector) => Assert.Throws<ArgumentException>(() => GrantScope.OnLabel(null, selector));
}
