using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Testing;
using Dashboard.Web.Containers;
using Dashboard.Web.Containers.Listing;
using static Dashboard.Testing.ContainerBuilder;

namespace Dashboard.Web.Tests.Containers.Listing;

public sealed class FilterTextTests : IDisposable
{
    private readonly FakeEnvironmentRegistry _engines = new();

    public void Dispose() => _engines.Dispose();

    [Theory]
    [InlineData("", true)]
    [InlineData("   ", true)]
    [InlineData("SHOP", true)]
    [InlineData("shop-w nginx", true)]
    [InlineData("shop-w  8080", true)]
    [InlineData("shop-web postgres", false)]
    [InlineData("registry.example/nginx:1.27", true)]
    [InlineData("nginx:1.27", true)]
    [InlineData("nginx:9", false)]
    [InlineData("backend", true)]
    [InlineData("team=blue", true)]
    [InlineData("com.docker.compose.project=till", true)]
    [InlineData("up 5", true)]
    [InlineData("9090", false)]
    [InlineData("-postgres", true)]
    [InlineData("-shop", false)]
    [InlineData("label:team", true)]
    [InlineData("LABEL:team", true)]
    [InlineData("label:tea", false)]
    [InlineData("label:team=blue", true)]
    [InlineData("label:team=blu", false)]
    [InlineData("label:team=", false)]
    [InlineData("-label:team=red", true)]
    [InlineData("label:\"note=two \\\"words\\\"\"", true)]
    [InlineData("label:\"note=two", false)]
    [InlineData("label:note", true)]
    [InlineData("\"label:team\"", false)]
    [InlineData("health:healthy", true)]
    [InlineData("health:un", false)]
    [InlineData("health:none", false)]
    [InlineData("state:run", true)]
    [InlineData("state:exited", false)]
    [InlineData("image:nginx", true)]
    [InlineData("image:shop", false)]
    [InlineData("image:nginx:1.27", true)]
    [InlineData("network:BACKEND", true)]
    [InlineData("network:back", false)]
    [InlineData("project:till", true)]
    [InlineData("engine:local", true)]
    [InlineData("engine:nas", false)]
    [InlineData("port:8080", true)]
    [InlineData("port:80", true)]
    [InlineData("port:808", false)]
    [InlineData("name:web", true)]
    [InlineData("name:nginx", false)]
    [InlineData("exit:0", false)]
    [InlineData("label:", true)]
    [InlineData("-", false)]
    public void Admits_WhatIsTyped_AllTermsMustHold(string search, bool found)
    {
        var container = Container(
            "shop-web",
            image: "registry.example/nginx:1.27",
            status: "Up 5 minutes (healthy)",
            labels: new Dictionary<string, string> { ["team"] = "blue", ["note"] = "two \"words\"", ["com.docker.compose.project"] = "till" },
            ports: [new PortMapping("0.0.0.0", 8080, 80, "tcp")]) with
        { Networks = ["backend"] };

        // The name has a dash in it: a lone one is a word, and there it is.
        Assert.Equal(found || search == "-", Admits(search, container));
    }

    [Fact]
    public void Admits_ExitCode_IsThatOfTheLastRun()
    {
        var killed = Container("job", ContainerState.Exited, status: "Exited (137) 2 hours ago");

        Assert.True(Admits("exit:137", killed));
        Assert.False(Admits("exit:13", killed));
    }

    [Fact]
    public void Admits_Id_MatchesItsBeginningOnly()
    {
        var container = Container("web");

        Assert.True(Admits(container.ShortId.ToUpperInvariant(), container));
        Assert.True(Admits($"id:{container.ShortId}", container));
        Assert.False(Admits(container.Id[20..32], container));
    }

    [Fact]
    public void Admits_LabelThatLooksSecret_CannotBeGuessedAt()
    {
        var container = Container("web", labels: new Dictionary<string, string> { ["db.password"] = "hunter2" });

        Assert.False(Admits("hunter2", container));
        Assert.False(Admits("label:db.password=hunter2", container));
        Assert.True(Admits("label:db.password", container));
        Assert.True(Admits($"label:db.password={SecretWords.Masked}", container));
    }

    [Theory]
    [InlineData("state:nonsense", "created, running, paused, restarting, removing, exited, dead")]
    [InlineData("web health:ill", "healthy, unhealthy, starting, none")]
    [InlineData("port:web", "0–65535")]
    [InlineData("exit:x", "0–255")]
    [InlineData("state:ex", null)]
    [InlineData("image:anything", null)]
    public void Wrong_ValueThatIsNoneOfAFew_NamesWhatCanBe(string search, string? allowed) => Assert.Equal(allowed, FilterText.Parse(search).Wrong?.Allowed);

    [Theory]
    [InlineData("team", "blue")]
    [InlineData("note", "two words")]
    [InlineData("quote", "say \"hi\" \\ there")]
    [InlineData("line", "one\ntwo")]
    [InlineData("url", "http://x:80/?a=b")]
    [InlineData("rtl", "\u202Eשלום")]
    [InlineData("empty", "")]
    [InlineData("-dash", "-x")]
    public void ForLabel_AnyLabel_FindsItAgain_AndTogglesOff(string key, string value)
    {
        var container = Container("web", labels: new Dictionary<string, string> { [key] = value });
        var term = FilterText.ForLabel(key, value);

        Assert.True(Admits(term, container));
        Assert.False(Admits(term, Container("other", labels: new Dictionary<string, string> { [key] = value + "x" })));
        Assert.Equal($"web {term}", FilterText.Toggle("web", term));
        Assert.Equal("web", FilterText.Toggle($"web  {term}", term));
    }

    private bool Admits(string search, ContainerSummary container) => FilterText.Parse(search).Admits(new ContainerRow(_engines.Local, container));
}
