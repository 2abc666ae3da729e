using Dashboard.Services.Commands;

namespace Dashboard.Services.Tests.Commands;

public sealed class CommandCatalogueTests
{
    [Theory]
    [InlineData("stop", "docker stop [OPTIONS] CONTAINER [CONTAINER...]")]
    [InlineData("exec", "docker exec [OPTIONS] CONTAINER COMMAND [COMMAND...]")]
    [InlineData("start", "docker start [OPTIONS] CONTAINER [CONTAINER...]")]
    public void Usage_OfACommand_ListsItsArguments(string verb, string usage) =>
        Assert.Equal(usage, CommandCatalogue.Default.Find([verb]).Shape.Usage);

    [Fact]
    public void Commands_All_DeclareASummaryAndADemand()
    {
        Assert.All(CommandCatalogue.Default.Commands, shape =>
        {
            Assert.NotEmpty(shape.Verb.Summary);
            var command = CommandLine.Parse($"docker {shape.Verb.Path} {string.Join(' ', shape.Arguments.Select(_ => "x"))}");
            Assert.NotEmpty(command.Demands);
        });
    }

    [Fact]
    public void Find_ByAliasOfTwoWords_GivesTheCommand()
    {
        var (shape, length) = CommandCatalogue.Default.Find(["container", "rm", "web"]);
        Assert.Equal(("rm", 2), (shape.Verb.Path, length));
    }
}
