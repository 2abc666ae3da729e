using System.Text;
using Dashboard.Services.Containers.Files;

namespace Dashboard.Services.Tests.Containers.Files;

/// <summary>What GNU's and busybox's stat print, and what somebody might have them print.</summary>
public sealed class StatLinesTests
{
    private const string Mark = "0123456789abcdef0123456789abcdef";

    private static readonly ContainerPath _etc = Path("/etc");

    [Fact]
    public void Command_AnyPath_IsAListOfArguments()
    {
        Assert.Equal("/etc/", StatLines.Command(_etc, Mark)[1]);
        Assert.Equal("/", StatLines.Command(ContainerPath.Root, Mark)[1]);
        Assert.Equal("/-rf $(x)/", StatLines.Command(Path("/-rf $(x)"), Mark)[1]);
    }

    [Theory]
    [InlineData("{m} a1ff 8 1700000000 0 5 root UNKNOWN /etc/l {m}//etc/l -> a -> b\n", "l", "a -> b")]
    [InlineData("{m} a1ff 8 1700000000 0 5 root UNKNOWN /etc/l {m}/'/etc/l' -> 'a' -> 'b'\n", "l", "a' -> 'b")]
    [InlineData("{m} a1ff 8 1700000000 0 5 root UNKNOWN /etc/l' -> 'x {m}/'/etc/l' -> 'x' -> 'y'\n", "l' -> 'x", "y")]
    [InlineData("{m} 81a4 8 1700000000 0 5 root UNKNOWN /etc/new\nline\n\n {m}/'/etc/new\nline\n\n\n", "new\nline\n\n", "")]
    public void Read_OneRecord_GivesNameAndTarget(string line, string name, string target)
    {
        var entry = Assert.Single(Read(line)!);

        Assert.Equal((name, target, "root", "5"), (entry.Name, entry.Target, entry.User, entry.Group));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), entry.Modified);
    }

    [Fact]
    public void Read_NameThatLooksLikeARecord_IsAName()
    {
        const string name = "x\n81a4 1 1 0 0 root root shadow";

        var entries = Read($"{{m}} 81a4 3 1 0 0 a b /etc/{name} {{m}}//etc/{name}\n{{m}} 41ed 3 1 0 0 a b /etc/d {{m}}//etc/d\n")!;

        Assert.Equal([(name, FileKind.File), ("d", FileKind.Directory)], entries.Select(e => (e.Name, e.Kind)));
    }

    [Theory]
    [InlineData("BusyBox v1.35\n")]
    [InlineData("{m} 81a4 3 1 0 0 a b /elsewhere/x {m}//elsewhere/x\n")]
    [InlineData("{m} 81a4 3 1 0 0 a b /etc/a/b {m}//etc/a/b\n")]
    [InlineData("{m} 81a4 3 1 0 0 a b /etc/.. {m}//etc/..\n")]
    [InlineData("{m} zz 3 1 0 0 a b /etc/x {m}//etc/x\n")]
    [InlineData("{m} 81a4 3\n")]
    [InlineData("\n{m} 81a4 3 1 0 0 a b /etc/x {m}//etc/x\n")]
    public void Read_WhatTheseToolsDoNotPrint_IsNotBelieved(string output) => Assert.Null(Read(output));

    [Fact]
    public void Read_Nothing_IsAnEmptyFolder() => Assert.Empty(Read("")!);

    private static List<FileEntry>? Read(string output) => StatLines.Read(Encoding.UTF8.GetBytes(output.Replace("{m}", Mark, StringComparison.Ordinal)), _etc, Mark);

    private static ContainerPath Path(string text) => ContainerPath.TryParse(text, out var path) ? path : throw new ArgumentException(text);
}
