using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;

namespace Dashboard.Services.Tests.Containers;

/// <summary>The host's ps shows processes' environments when asked: then the right to reveal secrets is needed.</summary>
public sealed class PsColumnsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("aux")]
    [InlineData("-ef")]
    [InlineData("-eo pid,cmd")]
    [InlineData("-o pid -o user,comm=NAME")]
    [InlineData("-opid,args")]
    [InlineData("--format=pid,rss")]
    public void Top_HarmlessOptions_NeedViewOnly(string options) => Assert.Equal(Right.View, Demanded(options));

    [Theory]
    [InlineData("e")]
    [InlineData("axe")]
    [InlineData("auxe")]
    [InlineData("-eo environ")]
    [InlineData("-o pid,environ")]
    [InlineData("-oenviron")]
    [InlineData("--format environ")]
    [InlineData("-o 'pid e'")]
    [InlineData("'-ef e'")]
    [InlineData("-E")]
    [InlineData("-o")]
    public void Top_OptionsThatMayShowEnvironments_NeedTheRightToReveal(string options) => Assert.Equal(Right.View | Right.RevealSecrets, Demanded(options));

    private static Right Demanded(string options) => CommandLine.Parse($"top web {options}").Demands.Single().Right;
}
