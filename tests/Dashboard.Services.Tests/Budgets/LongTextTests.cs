using System.Diagnostics;
using Dashboard.Services.Commands;
using Dashboard.Services.Consoles;
using Dashboard.Services.Images.Builds.Dockerfiles;
using Dashboard.Services.Logs.Merging;

namespace Dashboard.Services.Tests.Budgets;

/// <summary>Texts as long as may be sent, of whatever repeats: what reads them takes time that grows with their length and no faster.</summary>
public sealed class LongTextTests
{
    private const int Length = TypedScript.LongestText - 100;

    private static readonly string[] _pieces = ["a", " ", "'", "\"", "\\", "\n", "$(docker ps -q) ", "#\n", "-e A=B ", "--password x ", "a=b&", "\\\n", "RUN true\n", "FROM a AS b\n", "ARG A=${A}\n", "COPY --from=a . .\n", "${A:-", "a,", "[", "{{", "://u:p@", "<<A\n"];

    private static readonly Dictionary<string, Action<string>> _readers = new()
    {
        ["script"] = text => TypedScript.Read(text),
        ["line"] = text => CommandLine.Parse("docker run " + text),
        ["mask"] = text => SecretWords.Mask(text),
        ["masked words"] = text => SecretWords.Mask(text.Split(' ')),
        ["Dockerfile"] = text => DockerfileLint.Check(Dockerfile.Parse("FROM a\n" + text), [], hasBuildKit: false),
        ["selector"] = text => LogSelector.Parse("container=" + text),
        ["nearest name"] = text => NearestName.To(text, ["ps", "pull", text[..^1]]),
    };

    public static TheoryData<string, string> Cases => new(from reader in _readers.Keys from piece in _pieces select (reader, piece));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Read_LongText_EndsInTime(string reader, string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, Length / piece.Length));
        var clock = Stopwatch.StartNew();

        // Whether it makes sense is another matter.
        var error = Record.Exception(() => _readers[reader](text));

        Assert.True(error is null or CommandLineException or EngineErrorException or FormatException, error?.ToString());
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }
}
