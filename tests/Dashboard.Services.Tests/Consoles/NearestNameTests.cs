using Dashboard.Services.Consoles;

namespace Dashboard.Services.Tests.Consoles;

public sealed class NearestNameTests
{
    private static readonly string[] _names = ["ps", "pull", "push", "port", "stop", "start", "stats", "images", "container", "web-1", "web-2"];

    [Theory]
    [InlineData("sotp", "stop")]
    [InlineData("strat", "start")]
    [InlineData("pul", "pull")]
    [InlineData("imagse", "images")]
    [InlineData("contianer", "container")]
    [InlineData("p", "ps")]
    [InlineData("webb-1", "web-1")]
    public void To_AMistake_FindsWhatWasMeant(string written, string meant) => Assert.Equal(meant, NearestName.To(written, _names));

    [Theory]
    [InlineData("stop")]
    [InlineData("nothing-like-it")]
    [InlineData("")]
    [InlineData("xyz")]
    public void To_WhatIsRightOrTooFar_IsNull(string written) => Assert.Null(NearestName.To(written, ["stop"]));
}
