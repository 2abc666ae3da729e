using Dashboard.Services.Access;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Tests.Access;

public sealed class ScopeRulesTests
{
    private static readonly ResourceName _local = ResourceName.Of("local");

    // Somebody else is granted things by label "team", by "tier=db", and the stack "shop".
    private static readonly GrantScope[] _inUse =
    [
        GrantScope.OnLabel(null, "team"), GrantScope.OnLabel("local", "tier=db"), GrantScope.OnStack("local", "shop"), GrantScope.OnLabel("other", "zone"),
    ];

    [Theory]
    [InlineData("everywhere", "", "team=a;tier=db;com.docker.compose.project=shop", null)]
    [InlineData("local", "", "team=a;tier=db;com.docker.compose.project=shop", null)]
    [InlineData("team=a", "", "team=a;note=x", null)]
    [InlineData("team=a", "", "team=a;tier=web", null)]
    [InlineData("team=a", "", "team=a;zone=eu", null)]
    [InlineData("team=a", "", "team=b", "team=b")]
    [InlineData("team=a", "", "team=a;tier=db", "tier=db")]
    [InlineData("team=a", "", "team=a;com.docker.compose.project=shop", "com.docker.compose.project=shop")]
    [InlineData("team=a", "", "team=a;com.docker.compose.project=new", "com.docker.compose.project=new")]
    [InlineData("team=a", "", "note=x", "")]
    [InlineData("team=a", "", "", "")]
    [InlineData("team=a", "team=a", "team=b", "team=b")]
    [InlineData("team=a", "team=a;tier=db", "team=a", "tier=db")]
    [InlineData("team=a", "team=a;tier=db", "team=a;tier=db;note=x", null)]
    [InlineData("team=a", "team=a;note=x", "team=a", null)]
    [InlineData("shop", "", "com.docker.compose.project=shop", null)]
    [InlineData("shop", "", "com.docker.compose.project=shop;team=a", "team=a")]
    [InlineData("shop", "com.docker.compose.project=shop", "com.docker.compose.project=bank", "com.docker.compose.project=bank")]
    [InlineData("view only", "", "team=a", "team=a")]
    public void MaySetLabels_OutsideTheScopeTheyStandFor_IsRefused(string who, string before, string after, string? expected)
    {
        var rules = new ScopeRules(new FixedRights(_inUse));
        var grant = who switch
        {
            "everywhere" => new HeldGrant("1", "r", Right.All, GrantScope.Everywhere, null),
            "local" => new HeldGrant("1", "r", Right.All, GrantScope.OnEnvironment("local"), null),
            "shop" => new HeldGrant("1", "r", Right.All, GrantScope.OnStack("local", "shop"), null),
            "view only" => new HeldGrant("1", "r", Right.View, GrantScope.Everywhere, null),
            _ => new HeldGrant("1", "r", Right.All, GrantScope.OnLabel(null, who), null),
        };
        var actor = new Actor("1", "kim", "browser", new GrantSet([grant]));

        var may = rules.MaySetLabels(actor, _local, before.Length == 0 ? null : Labels(before), Labels(after), out var refused);

        Assert.Equal((expected is null, expected), (may, refused));
    }

    private static Dictionary<string, string> Labels(string text) =>
        text.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('=')).ToDictionary(l => l[0], l => l[1]);

    private sealed class FixedRights(IReadOnlyCollection<GrantScope> scopes) : IRightsSource
    {
        public event Action? Changed
        {
            add { }
            remove { }
        }

        public IReadOnlyCollection<GrantScope> Scopes => scopes;

        public GrantSet Of(string userId) => GrantSet.None;

        public Task RefreshAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
