using System.Text;
using Bunit;
using Dashboard.Services.Access;
using Dashboard.Services.Containers.Files;
using Dashboard.Testing;
using Dashboard.Web.Containers;
using Dashboard.Web.Containers.Files;
using Dashboard.Web.Shell;
using Dashboard.Web.Tests.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using static Dashboard.Testing.ContainerBuilder;

namespace Dashboard.Web.Tests.Containers.Files;

public sealed class FilesPanelTests : DashboardContext
{
    private const string Hostile = "<img src=x onerror=alert(1)>\n\u202Etxt.\"exe?#%2F..";

    private readonly IRenderedComponent<IComponent> _layout;

    public FilesPanelTests()
    {
        _layout = RenderInLayout(_ => { });
        Engine.Containers.Load(Engine.Local, Container("web"));
        Engine.Files.Folder(
            "/", ListingCut.None, Entry("etc", FileKind.Directory), Entry(Hostile, FileKind.File), Entry("bad\uFFFD", FileKind.File) with { HasExactName = false },
            Entry("link", FileKind.Link) with { Target = "a\nb" }, Entry("pipe", FileKind.Special));
        Engine.Files.Folder("/etc", ListingCut.None, Entry("hosts", FileKind.File) with { Size = 1500, Mode = 0x1A4, User = "root", Group = "5" });
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Render_HostileNames_AreTextAndEscapedInAddresses()
    {
        var page = Open("/");

        var names = page.FindAll(".file-row .name > a, .file-row .name > span:not(.target)");
        Assert.Equal(["etc", "<img src=x onerror=alert(1)>␊⟨U+202E⟩txt.\"exe?#%2F..", "bad\uFFFD", "link", "pipe"], names.Select(n => n.TextContent));
        Assert.Empty(page.FindAll("img"));
        var escaped = Uri.EscapeDataString("/" + Hostile);
        Assert.Equal($"/containers/local/web/files?path={escaped}", names[1].GetAttribute("href"));
        Assert.Equal($"/api/v1/environments/local/containers/{IdOf("web")[..12]}/file?path={escaped}", page.FindAll("a.download")[1].GetAttribute("href"));
        Assert.EndsWith("/archive?path=%2Fetc", page.FindAll("a.download")[0].GetAttribute("href"), StringComparison.Ordinal);
        // What can't be asked for by its name has no address.
        Assert.Equal(["SPAN", "SPAN"], new[] { names[2], names[4] }.Select(n => n.TagName));
        Assert.Equal("→ a␊b", page.Find(".target").TextContent);
    }

    [Fact]
    public void Render_AFolder_ShowsTheWayTheLineAndTheMarks()
    {
        Engine.Files.Changes = new Dictionary<string, char> { ["hosts"] = 'C' };

        var page = Open("/etc");

        page.WaitForAssertion(() => Assert.Equal("C", page.Find(".mark").TextContent));
        Assert.Equal(["/containers/local/web/files?path=%2F", "/containers/local/web/files?path=%2Fetc"], page.FindAll(".files-way a:not(.files-up)").Select(a => a.GetAttribute("href")));
        Assert.Equal("docker cp web:/etc -", page.Find(".command-preview-line").TextContent);
        Assert.Equal("hosts|1.5 KiB|-rw-r--r--|root:5|2024-05-06 07:08", string.Join('|', page.FindAll(".file-row .name > a, .file-row > :not(.name, .more)").Select(c => c.TextContent.Trim())));
        Assert.EndsWith("?path=%2F", page.Find("[data-row-up]").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void Filter_AndSort_AreOverAllNames()
    {
        Engine.Files.Folder("/many", ListingCut.None, [Entry("d", FileKind.Directory), .. Enumerable.Range(0, 1000).Select(n => Entry($"f{n}", FileKind.File) with { Size = n })]);
        var page = Open("/many");

        page.Find(".file-filter").Input("f99");
        Assert.Equal("11 entries", page.Find(".file-count").TextContent);
        page.Find(".size button").Click();
        Assert.Equal("f999", page.Find(".file-row .name > a").TextContent);
        page.Find(".size button").Click();
        Assert.Equal("f99", page.Find(".file-row .name > a").TextContent);
        page.Find(".file-filter").Input("nothing like it");
        Assert.Equal("No name here matches.", page.Find("[data-testid=files-empty]").TextContent);
    }

    [Fact]
    public void Render_ACutListing_SaysSoAndReadsOn()
    {
        Engine.Files.Folder("/big", ListingCut.Time, Entry("a", FileKind.File));
        var page = Open("/big");

        Assert.Contains("This is not all", page.Find("[data-testid=files-cut]").TextContent, StringComparison.Ordinal);
        page.Find("[data-testid=files-cut] button").Click();

        Assert.Equal(["/big 0", "/big 0 patient"], Engine.Files.Asked);
    }

    [Fact]
    public void Open_ALink_GoesWhereItLeads()
    {
        Engine.Files.Link("/conf", "/etc");

        var page = Open("/conf");

        page.WaitForAssertion(() => Assert.EndsWith("/files?path=%2Fetc", Navigation.Uri, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal("hosts", page.Find(".file-row .name > a").TextContent));
    }

    [Fact]
    public void Open_LinksInACircle_ComesToAnEnd()
    {
        Engine.Files.Link("/a", "/b");
        Engine.Files.Link("/b", "/a");

        var page = Open("/a");

        page.WaitForAssertion(() => Assert.Equal("This link leads back to itself.", page.Find(".error-notice-message").TextContent));
        Assert.InRange(Engine.Files.Asked.Count, 2, 50);
    }

    [Fact]
    public void Open_ATextFile_IsTextInItsEncoding()
    {
        Engine.Files.File("/etc/motd", [.. "<b>hi</b> "u8, 0xE9]);
        var page = Open("/etc/motd");

        Assert.Equal("<b>hi</b> é", page.Find("[data-testid=file-text]").TextContent);
        page.Find("[data-testid=file-encoding]").Change("utf-8");
        Assert.Equal("<b>hi</b> \uFFFD", page.Find("[data-testid=file-text]").TextContent);
        Assert.EndsWith("/file?path=%2Fetc%2Fmotd", page.Find("[data-testid=file-download]").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=files-upload]"));
    }

    [Fact]
    public void Open_ALongFile_GoesOnWhereThePieceEnds()
    {
        Engine.Files.File("/log", Encoding.ASCII.GetBytes("line\n"), size: 9);
        var page = Open("/log");

        Assert.Equal("0 B – 5 B of 9 B", page.Find(".file-view-size").TextContent);
        page.Find("[data-testid=file-next]").Click();

        Assert.Equal(["/log 0", "/log 5"], Engine.Files.Asked);
    }

    [Fact]
    public void Open_WhatIsNoText_SaysWhat()
    {
        Engine.Files.File("/bin/x", [1, 0, 2]);
        Engine.Files.File("/empty", []);
        Engine.Files.Special("/dev/null");

        Assert.Contains("no text (3 B)", Open("/bin/x").Find("[data-testid=file-binary]").TextContent, StringComparison.Ordinal);
        Assert.Equal("This file is empty.", Open("/empty").Find("[data-testid=file-empty]").TextContent);
        Assert.NotNull(Open("/dev/null").Find("[data-testid=files-special]"));
        var missing = Open("/etc/none");
        Assert.Equal("No such file or folder: /etc/none", missing.Find(".error-notice-message").TextContent);
        Assert.EndsWith("?path=%2Fetc", missing.Find(".error-notice a").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void Go_TypedPath_IsFromTheFolderShown()
    {
        var page = Open("/etc");

        page.Find("[data-testid=files-go]").Change("../x y");
        page.Find(".files-go").Submit();

        Assert.EndsWith($"?path={Uri.EscapeDataString("/etc/../x y")}", Navigation.Uri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Right.View | Right.ReadFiles, true, false)]
    [InlineData(Right.View | Right.ReadFiles | Right.Exec, true, true)]
    [InlineData(Right.View | Right.Exec, false, false)]
    public void Render_Rights_DecideWhatIsOffered(Right rights, bool reads, bool uploads)
    {
        SignIn(rights);

        var page = Open("/etc");

        Assert.Equal((reads, uploads), (page.FindAll("[data-testid=tab-files]").Count == 1, page.FindAll("file-upload").Count == 1));
        Assert.Equal(reads ? 1 : 0, Engine.Files.Asked.Count);
    }

    [Theory]
    [InlineData("/etc/passwd", "attachment; filename=passwd")]
    [InlineData("/a/b\r\nSet-Cookie: x", "Set-Cookie")]
    [InlineData("/한글 \"x\".txt", "filename*=UTF-8''%ED%95%9C%EA%B8%80%20%22x%22.txt")]
    public void Attachment_AnyName_IsOneHeader(string path, string part)
    {
        var header = FileEndpoints.Attachment(path);

        Assert.Contains(part, header, StringComparison.Ordinal);
        Assert.DoesNotContain(header, char.IsControl);
    }

    private static FileEntry Entry(string name, FileKind kind) => new() { Name = name, Kind = kind, Modified = new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero) };

    private IRenderedComponent<ContainerPage> Open(string path)
    {
        Navigation.NavigateTo(AppUrls.ContainerFiles("local", "web", path));
        return Render<ContainerPage>(p => p.Add(c => c.Environment, "local").Add(c => c.Container, "web").Add(c => c.Tab, "files"));
    }
}
