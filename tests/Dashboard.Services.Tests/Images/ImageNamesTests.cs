using Dashboard.Services.Images;

namespace Dashboard.Services.Tests.Images;

/// <summary>Names of images as the distribution project's reference grammar reads them.</summary>
public sealed class ImageNamesTests
{
    private const string Digest = "sha256:1713a407b0864ad22202747dad96c6d7a2468cc085b8c926137582264e039b26";

    [Theory]
    [InlineData("busybox", "docker.io", "busybox", "", "docker.io/library/busybox")]
    [InlineData("busybox:1.36", "docker.io", "busybox", ":1.36", "docker.io/library/busybox:1.36")]
    [InlineData("library/busybox", "docker.io", "library/busybox", "", "docker.io/library/busybox")]
    [InlineData("docker.io/busybox", "docker.io", "docker.io/busybox", "", "docker.io/library/busybox")]
    [InlineData("index.docker.io/busybox", "docker.io", "index.docker.io/busybox", "", "docker.io/library/busybox")]
    [InlineData("docker.io/team/app:2", "docker.io", "docker.io/team/app", ":2", "docker.io/team/app:2")]
    [InlineData("team/app", "docker.io", "team/app", "", "docker.io/team/app")]
    [InlineData("localhost/app", "localhost", "localhost/app", "", "localhost/app")]
    [InlineData("localhost:5000/app:x_Y-1.2", "localhost:5000", "localhost:5000/app", ":x_Y-1.2", "localhost:5000/app:x_Y-1.2")]
    [InlineData("quay.io/a/b/c__d/e--f:1", "quay.io", "quay.io/a/b/c__d/e--f", ":1", "quay.io/a/b/c__d/e--f:1")]
    [InlineData("Registry.Example.COM/app", "Registry.Example.COM", "Registry.Example.COM/app", "", "Registry.Example.COM/app")]
    [InlineData("UPPER/app", "UPPER", "UPPER/app", "", "UPPER/app")]
    [InlineData("[::1]:5000/app:2", "[::1]:5000", "[::1]:5000/app", ":2", "[::1]:5000/app:2")]
    [InlineData("app@" + Digest, "docker.io", "app", "@" + Digest, "docker.io/library/app@" + Digest)]
    [InlineData("h:1/app:2@" + Digest, "h:1", "h:1/app", ":2@" + Digest, "h:1/app:2@" + Digest)]
    public void Name_Valid_IsTakenApart(string name, string domain, string repository, string suffix, string full)
    {
        Assert.Null(ImageNames.Complaint(name));
        Assert.Equal(name, ImageReference.Of(name).Value);
        Assert.Equal((domain, repository, suffix, full), (ImageNames.Domain(name), ImageNames.Cut(name).Name, ImageNames.Cut(name).Suffix, ImageNames.Full(name)));
    }

    [Theory]
    [InlineData("", "invalid reference format")]
    [InlineData(" ", "invalid reference format")]
    [InlineData(":1", "invalid reference format")]
    [InlineData("a:", "invalid reference format")]
    [InlineData("a:b:c", "invalid reference format")]
    [InlineData("a//b", "invalid reference format")]
    [InlineData("/a", "invalid reference format")]
    [InlineData("a/", "invalid reference format")]
    [InlineData("-a", "invalid reference format")]
    [InlineData("a-", "invalid reference format")]
    [InlineData("a..b", "invalid reference format")]
    [InlineData("a___b", "invalid reference format")]
    [InlineData("../containers/x", "invalid reference format")]
    [InlineData("a/../b", "invalid reference format")]
    [InlineData("a b", "invalid reference format")]
    [InlineData("a\n", "invalid reference format")]
    [InlineData("a?x=1", "invalid reference format")]
    [InlineData("a%2f", "invalid reference format")]
    [InlineData("a:.x", "invalid reference format")]
    [InlineData("a:\uac00", "invalid reference format")]
    [InlineData("a..b/c", "invalid reference format")]
    [InlineData("[::1/c", "invalid reference format")]
    [InlineData("a@sha256:12", "invalid reference format")]
    [InlineData("a@" + Digest + "@" + Digest, "invalid reference format")]
    [InlineData("Foo", "invalid reference format: repository name (library/Foo) must be lowercase")]
    [InlineData("a/Foo:1", "invalid reference format: repository name (a/Foo) must be lowercase")]
    [InlineData("x.y:5000/Foo", "invalid reference format: repository name (Foo) must be lowercase")]
    [InlineData("1713a407b0864ad22202747dad96c6d7a2468cc085b8c926137582264e039b26", "invalid repository name (1713a407b0864ad22202747dad96c6d7a2468cc085b8c926137582264e039b26), cannot specify 64-byte hexadecimal strings")]
    public void Name_Wrong_IsComplainedOfAsByTheCli(string name, string complaint)
    {
        Assert.Equal(complaint, ImageNames.Complaint(name));
        // The same grammar, but that a reference may also be an id.
        var isId = name.Length == 64;
        Assert.Equal(isId, ImageReference.TryParse(name, null, out _));
        if (!isId)
        {
            Assert.StartsWith(complaint, Assert.Throws<FormatException>(() => ImageReference.Of(name)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("", "docker.io")]
    [InlineData("docker.io", "docker.io")]
    [InlineData("https://index.docker.io/v1/", "docker.io")]
    [InlineData("https://Registry.example.com:5000/v2/", "registry.example.com:5000")]
    [InlineData("127.0.0.1:5000", "127.0.0.1:5000")]
    [InlineData("[::1]:5000", "[::1]:5000")]
    [InlineData("a b", null)]
    [InlineData("user@host", null)]
    [InlineData("host:port", null)]
    [InlineData("host?x", null)]
    public void Address_AsTyped_IsHostAndPortOrNothing(string typed, string? address) => Assert.Equal(address, Services.Access.Registries.RegistryAddress.Read(typed));

    [Theory]
    [InlineData("linux/amd64", """{"os":"linux","architecture":"amd64"}""")]
    [InlineData("Linux/ARM/v7", """{"os":"linux","architecture":"arm","variant":"v7"}""")]
    [InlineData("linux", null)]
    [InlineData("linux/\"x", null)]
    [InlineData("a/b/c/d", null)]
    public void Platform_AsTyped_IsJsonOrNothing(string typed, string? json) =>
        Assert.Equal(json, ImagePlatform.TryParse(typed, null, out var platform) ? platform.ToJson() : null);
}
