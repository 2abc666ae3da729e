using Dashboard.Services.Containers.Files;

namespace Dashboard.Services.Tests.Containers.Files;

public sealed class ContainerPathTests
{
    [Theory]
    [InlineData("", "/")]
    [InlineData("etc", "/etc")]
    [InlineData("//etc///passwd/", "/etc/passwd")]
    [InlineData("/a/./b/../c", "/a/c")]
    [InlineData("/../../..", "/")]
    [InlineData("/a\nb/<i>\u202E", "/a\nb/<i>\u202E")]
    [InlineData("/😀", "/😀")]
    public void TryParse_Text_IsAPath(string text, string path)
    {
        Assert.True(ContainerPath.TryParse(text, out var parsed));
        Assert.Equal(path, parsed.Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("/a\0b")]
    public void TryParse_WhatNoPathCanBe_IsNone(string? text) => Assert.False(ContainerPath.TryParse(text, out _));

    [Fact]
    public void TryParse_HalfACharacter_IsNone()
    {
        // Not as an attribute's value: those are UTF-8, which has no such thing.
        string[] halves = [new('\uD800', 1), new('\uDC00', 1), new(['\uDC00', '\uD800']), new(['a', '\uD800', 'b'])];

        Assert.All(halves, half => Assert.False(ContainerPath.TryParse("/" + half, out _)));
    }

    [Fact]
    public void TryParse_Length_IsBounded()
    {
        Assert.True(ContainerPath.TryParse("/" + new string('a', 4095), out _));
        Assert.False(ContainerPath.TryParse("/" + new string('a', 4096), out _));
        Assert.False(ContainerPath.TryParse("/" + new string('가', 1400), out _));
    }

    [Fact]
    public void Way_FromTheTop_EndsInItself()
    {
        Assert.True(ContainerPath.TryParse("/a/b", out var path));

        Assert.Equal(["/", "/a", "/a/b"], path.Way.Select(p => p.Value));
        Assert.Equal(("b", "/a", "/"), (path.Name, path.Parent.Value, path.Parent.Parent.Parent.Value));
        Assert.Equal("/a/b/c d", path.Child("c d").Value);
        Assert.All((string[])["", ".", "..", "x/y"], name => Assert.Throws<ArgumentException>(() => path.Child(name)));
    }
}
