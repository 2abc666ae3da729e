using System.Text.RegularExpressions;
using Dashboard.Services.Commands;

namespace Dashboard.Engine.Tests.Commands;

/// <summary>Our catalogue beside the real CLI's <c>--help</c>: what docker has is here, or stands in <see cref="LeftOut"/> with a reason.</summary>
public sealed partial class HelpTests(EngineFixture fixture)
{
    // What newer docker CLIs have (28, and 29 for commit) and an older one does not print.
    private static readonly Dictionary<string, string[]> _newerThanSome = new()
    {
        ["commit"] = ["--no-pause"],
        ["cp"] = ["--quiet"],
        ["restart"] = ["--signal", "--timeout"],
        ["stop"] = ["--signal", "--timeout"],
    };

    // The old spelling of --timeout, which the CLI prints up to version 27.
    // And what every command has, and some print; and what only experimental engines have.
    private static readonly string[] _oldSpellings = ["--time", "--help", "--checkpoint", "--checkpoint-dir"];

    // Which the CLI shows only when it speaks to a Windows engine, or to a new or experimental one; and cluster volumes' to engines with API 1.42 and more.
    private static readonly string[] _notOfEach = ["--squash", "--tree", "--cpu-count", "--cpu-percent", "--io-maxbandwidth", "--io-maxiops"];

    // Ours alone.
    private static readonly string[] _notDockers = ["container protect", "container recreate", "container unprotect"];

    public static TheoryData<string> Verbs => [.. CommandCatalogue.Default.Commands.Select(c => c.Verb.Path).Except(_notDockers)];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Flags_OfTheCli_AreOursOrLeftOutWithAReason(string verb)
    {
        var help = (await fixture.Engine.DockerAsync(TestContext.Current.CancellationToken, [.. verb.Split(' '), "--help"])).EnsureSuccess().Stdout;
        var theirs = Flag().Matches(help).Select(m => m.Groups[2].Value).Concat(_newerThanSome.GetValueOrDefault(verb) ?? []).Except(_oldSpellings).Distinct().ToList();

        // The CLI hides what this engine is too old for.
        var shape = CommandCatalogue.Default.Commands.Single(c => c.Verb.Path == verb);
        var ours = shape.Options.Where(o => o.Option!.Since is null || theirs.Contains(o.Option.Name)).Select(o => o.Option!.Name).ToList();
        var leftOut = LeftOut.Flags.Where(f => f.Verb == verb).Select(f => f.Flag).ToList();

        Assert.True(!theirs.Except(ours).Except(leftOut).Any(), $"docker {verb} has these, and we neither have them nor say why not: {string.Join(", ", theirs.Except(ours).Except(leftOut))}");
        Assert.True(!leftOut.Intersect(ours).Any(), $"docker {verb}: said to be left out, yet here: {string.Join(", ", leftOut.Intersect(ours))}");
        Assert.True(!ours.Except(theirs).Any(), $"docker {verb} has no such flag: {string.Join(", ", ours.Except(theirs))}");
        var unknown = leftOut.Except(theirs).Except(_notOfEach).Except(verb is "volume create" or "volume ls" ? leftOut : []);
        Assert.True(!unknown.Any(), $"docker {verb} has no such flag to leave out: {string.Join(", ", unknown)}");
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Shorthands_OfTheCli_AreOurs(string verb)
    {
        var help = (await fixture.Engine.DockerAsync(TestContext.Current.CancellationToken, [.. verb.Split(' '), "--help"])).EnsureSuccess().Stdout;
        var leftOut = LeftOut.Flags.Where(f => f.Verb == verb).Select(f => f.Flag);
        foreach (Match flag in Flag().Matches(help).Where(m => m.Groups[1].Length > 0 && !leftOut.Contains(m.Groups[2].Value)))
        {
            // What is not known is complained of by its letter; what is known, at most by its value.
            var words = Assert.ThrowsAny<Exception>(() => CommandLine.Parse([.. verb.Split(' '), $"-{flag.Groups[1].Value}=\u0000", "--no-such-flag"])).Message;
            Assert.DoesNotContain("unknown shorthand", words, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Aliases_OfTheCli_AreOurs(string verb)
    {
        var help = (await fixture.Engine.DockerAsync(TestContext.Current.CancellationToken, [.. verb.Split(' '), "--help"])).EnsureSuccess().Stdout;
        var shape = CommandCatalogue.Default.Commands.Single(c => c.Verb.Path == verb);

        // Aliases:\n  docker container ls, docker container list, …
        var aliases = AliasLine().Match(help) is { Success: true } match ? match.Groups[1].Value.Split(", ").Select(a => a.Trim()["docker ".Length..]) : [];

        Assert.Empty(aliases.Except(shape.Verb.Aliases).Except([verb]));
    }

    [Fact]
    public void LeftOut_Each_SaysWhy() => Assert.All(LeftOut.Flags, f => Assert.False(string.IsNullOrWhiteSpace(f.Reason)));

    //   -n, --last int        Show n last created containers
    [GeneratedRegex(@"^  (?:-(\w), |    )(--[\w-]+)", RegexOptions.Multiline)]
    private static partial Regex Flag();

    [GeneratedRegex(@"^Aliases:\s*\n\s+(docker .*)$", RegexOptions.Multiline)]
    private static partial Regex AliasLine();
}
