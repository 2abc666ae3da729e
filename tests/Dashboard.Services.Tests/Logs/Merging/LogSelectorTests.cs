using Dashboard.Services.Commands;
using Dashboard.Services.Logs.Merging;
using Dashboard.Testing;

namespace Dashboard.Services.Tests.Logs.Merging;

public sealed class LogSelectorTests
{
    [Theory]
    [InlineData("project=shop", true)]
    [InlineData("project=sho", false)]
    [InlineData("label=tier", true)]
    [InlineData("label=tier=web", true)]
    [InlineData("label=tier=we", false)]
    [InlineData("label=tier=", false)]
    [InlineData("label=Tier", false)]
    [InlineData("container=web", true)]
    [InlineData("container=db,web", true)]
    [InlineData("container=we", false)]
    public void Takes_AContainer_AsItSays(string text, bool takes)
    {
        var container = ContainerBuilder.Container("web") with { Labels = new Dictionary<string, string> { ["com.docker.compose.project"] = "shop", ["tier"] = "web" } };

        Assert.Equal(takes, LogSelector.Parse(text).Takes(container));
    }

    [Fact]
    public void Takes_PartOfAnId_AsTheEngineDoes() =>
        Assert.True(LogSelector.Parse($"container={ContainerBuilder.IdOf("web")[..12]}").Takes(ContainerBuilder.Container("web")));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("project")]
    [InlineData("project=")]
    [InlineData("image=nginx")]
    [InlineData("label==x")]
    [InlineData("container=,")]
    [InlineData("container=../volumes")]
    public void Parse_NoSelector_NamesIt(string? text)
    {
        var error = Assert.Throws<EngineErrorException>(() => LogSelector.Parse(text)).Error;

        Assert.Equal(EngineErrorKind.Invalid, error.Kind);
        Assert.Contains("invalid", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Parse_TooManyNames_IsRefused() =>
        Assert.Throws<EngineErrorException>(() => LogSelector.Parse(LogSelector.OfContainers(Enumerable.Range(0, LogSelector.MostNames + 1).Select(n => $"c{n}"))));
}
