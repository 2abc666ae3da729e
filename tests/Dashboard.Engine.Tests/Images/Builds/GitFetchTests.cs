using System.Formats.Tar;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dashboard.Services.Commands;
using Dashboard.Services.Images.Builds;
using Dashboard.Services.Images.Builds.Contexts;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Images.Builds;

/// <summary>Repositories over real HTTP and HTTPS; no engine is needed for these.</summary>
public sealed class GitFetchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new("git-fetch");
    private readonly BuildOptions _options = new() { GitNetworks = ["127.0.0.1/32"] };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_Submodules_AreFetchedAtTheirCommitsWithThoseInThem()
    {
        await using var git = await GitServer.StartAsync(Stop);
        await AddShopAsync(git);

        var files = await FetchAsync(git.Url("shop"));

        // What the branch of a submodule has moved on to is not in it.
        Assert.Equal(
            [".gitmodules", "Dockerfile", "app/a.txt=1", "vendor/lib/.gitmodules", "vendor/lib/deep/d.txt=deep", "vendor/lib/l.txt=lib", "vendor/none/"], files);
    }

    [Theory]
    [InlineData("app", "a.txt=1")]
    [InlineData("vendor", "lib/.gitmodules lib/deep/d.txt=deep lib/l.txt=lib none/")]
    [InlineData("vendor/lib", ".gitmodules deep/d.txt=deep l.txt=lib")]
    [InlineData("vendor/lib/deep", "d.txt=deep")]
    public async Task Run_AFolder_HasWhatLiesInItAndNoOtherSubmoduleIsAskedFor(string folder, string expected)
    {
        await using var git = await GitServer.StartAsync(Stop);
        await AddShopAsync(git);

        Assert.Equal(expected.Split(' '), await FetchAsync($"{git.Url("shop")}#main:{folder}"));
        Assert.Equal(folder != "app", git.Asked.Any(p => p.StartsWith("/lib.git", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("[submodule \"x\"]\n\tpath = vendor/x\n\turl = {other}\n", "127.0.0.2: an address of this network, which only Dashboard:Builds:GitNetworks can allow")]
    [InlineData("[submodule \"x\"]\n\tpath = vendor/x\n\turl = git@example.org:a/b.git\n", "has a submodule at vendor/x from git@example.org:a/b.git: submodules are fetched over https only")]
    [InlineData("[submodule \"x\"]\n\tpath = vendor/x\n\turl = file:///etc\n", "submodules are fetched over https only")]
    [InlineData("[submodule \"x\"]\n\tpath = vendor/x\n\turl = ext::sh -c touch% /tmp/x\n", "submodules are fetched over https only")]
    [InlineData("[submodule \"x\"]\n\tpath = vendor/x\n\turl = --upload-pack=touch\n", "submodules are fetched over https only")]
    [InlineData("[submodule \"x\"]\n\tpath = vendor/x\n\turl = https://kim:secret@example.org/a.git\n", "an address with an account or a query in it is not fetched")]
    [InlineData("[submodule \"x\"]\n\tpath = other\n\turl = https://example.org/a.git\n", "has a submodule at vendor/x, and .gitmodules does not say where from")]
    [InlineData("[submodule", "has a submodule at vendor/x, and .gitmodules does not say where from")]
    public async Task Run_ASubmoduleThatMayNotBeFetched_IsRefusedWithASentence(string modules, string words)
    {
        await using var git = await GitServer.StartAsync(Stop);
        await using var inner = await GitServer.StartAsync(Stop);
        var commit = await inner.AddAsync("x", new Dictionary<string, string> { ["x.txt"] = "x" }, Stop);
        var other = inner.Url("x").Replace("127.0.0.1", "127.0.0.2", StringComparison.Ordinal);
        await git.AddAsync("shop", new Dictionary<string, string> { [".gitmodules"] = modules.Replace("{other}", other, StringComparison.Ordinal) }, Stop, ("vendor/x", commit));

        var refused = await Assert.ThrowsAsync<EngineErrorException>(() => FetchAsync(git.Url("shop")));

        Assert.Contains(words, refused.Error.Message, StringComparison.Ordinal);
        Assert.Empty(inner.Asked);
    }

    [Fact]
    public async Task Run_ASubmoduleThatIsLeftOutOrOutsideTheFolder_IsNotAskedFor()
    {
        await using var git = await GitServer.StartAsync(Stop);
        const string none = "[submodule \"x\"]\n\tpath = vendor/x\n\turl = ssh://example.org/a.git\n\tupdate = none\n";
        await git.AddAsync("shop", new Dictionary<string, string> { [".gitmodules"] = none, ["app/a.txt"] = "1" }, Stop, ("vendor/x", new string('1', 40)));

        Assert.Equal([".gitmodules", "app/a.txt=1", "vendor/x/"], await FetchAsync(git.Url("shop")));
    }

    [Fact]
    public async Task Run_ARepositoryInItself_EndsWithASentence()
    {
        await using var git = await GitServer.StartAsync(Stop);
        // The commit can't be in itself; but each may have the one before it.
        var commit = await git.AddAsync("r0", new Dictionary<string, string> { ["end.txt"] = "end" }, Stop);
        for (var i = 1; i <= 12; i++)
        {
            var modules = $"[submodule \"m\"]\n\tpath = m\n\turl = ../r{i - 1}.git\n";
            commit = await git.AddAsync($"r{i}", new Dictionary<string, string> { [".gitmodules"] = modules }, Stop, ("m", commit));
        }

        var refused = await Assert.ThrowsAsync<EngineErrorException>(() => FetchAsync(git.Url("r12")));

        Assert.Contains("more than 10 levels", refused.Error.Message, StringComparison.Ordinal);
        Assert.Contains("m/m/m/m/m/m/m/m/m/end.txt=end", await FetchAsync(git.Url("r9")));
    }

    [Fact]
    public async Task Run_SubmodulesThatAreTogetherTooLarge_AreRefused()
    {
        await using var git = await GitServer.StartAsync(Stop);
        _options.ContextMegabytes = 1;
        // It packs well, so that it is not the proxy that stops it.
        var commit = await git.AddAsync("half", new Dictionary<string, string> { ["half.txt"] = new string('x', 700 * 1024) }, Stop);
        const string modules = "[submodule \"a\"]\n\tpath = a\n\turl = ../half.git\n[submodule \"b\"]\n\tpath = b\n\turl = ../half.git\n";
        await git.AddAsync("shop", new Dictionary<string, string> { [".gitmodules"] = modules }, Stop, ("a", commit), ("b", commit));

        var refused = await Assert.ThrowsAsync<EngineErrorException>(() => FetchAsync(git.Url("shop")));

        Assert.Contains("larger than 1 MB", refused.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OverHttps_TakesACertificateThatIsTrustedAndTellsOfOneThatIsNot()
    {
        using var certificate = Certificate();
        await using var git = await GitServer.StartAsync(Stop, certificate);
        await AddShopAsync(git);
        Assert.StartsWith("https://", git.Url("shop"), StringComparison.Ordinal);
        var trusted = _folder.At("ca.pem");
        await File.WriteAllTextAsync(trusted, certificate.ExportCertificatePem(), Stop);

        Assert.Contains("vendor/lib/l.txt=lib", await FetchAsync(git.Url("shop"), trusted));
        var refused = await Assert.ThrowsAsync<EngineErrorException>(() => FetchAsync(git.Url("shop")));
        Assert.Contains("its certificate is not trusted here", refused.Error.Message, StringComparison.Ordinal);
        Assert.Contains("SSL_CERT_FILE", refused.Error.Message, StringComparison.Ordinal);
    }

    private static async Task AddShopAsync(GitServer git)
    {
        var deep = await git.AddAsync("deep", new Dictionary<string, string> { ["d.txt"] = "deep" }, Stop);
        var lib = await git.AddAsync(
            "lib", new Dictionary<string, string> { ["l.txt"] = "lib", [".gitmodules"] = "[submodule \"D\"]\n\tpath = deep\n\turl = ../deep.git\n" }, Stop, ("deep", deep));
        var modules = $"[submodule \"the lib\"]\n\tpath = vendor/lib\n\turl = {git.Url("lib")}\n[submodule \"none\"]\n\tpath = vendor/none\n\turl = ../gone.git\n\tupdate = none\n";
        await git.AddAsync(
            "shop", new Dictionary<string, string> { [".gitmodules"] = modules, ["Dockerfile"] = "FROM busybox:latest\nCOPY . /ctx\n", ["app/a.txt"] = "1" }, Stop,
            ("vendor/lib", lib), ("vendor/none", new string('1', 40)));
    }

    // Each file with its text where that is short, each folder that has nothing in it.
    private async Task<List<string>> FetchAsync(string address, string? certificates = null)
    {
        Assert.True(GitSource.TryParse(address, out var source, out var wrong), wrong);
        using var work = new TemporaryFolder("git-work");
        await using var archive = File.Create(_folder.At("archive.tar"));
        await new GitFetch(source, work.Path, _options, certificates).RunAsync(archive, Stop);
        archive.Position = 0;
        await using var reader = new TarReader(archive);
        List<string> found = [];
        while (await reader.GetNextEntryAsync(copyData: true, Stop) is { } entry)
        {
            if (entry.EntryType is TarEntryType.GlobalExtendedAttributes)
            {
                continue;
            }

            using var text = new StreamReader(entry.DataStream ?? Stream.Null);
            var content = await text.ReadToEndAsync(Stop);
            found.Add(content.Length is 0 or > 8 ? entry.Name : $"{entry.Name}={content}");
        }

        return [.. found.Distinct().Where(f => !f.EndsWith('/') || !found.Any(o => o != f && o.StartsWith(f, StringComparison.Ordinal))).Order(StringComparer.Ordinal)];
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddHours(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
