using CsCheck;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Tests.Commands;

public sealed class ShellWordsTests
{
    [Theory]
    [InlineData("docker stop web", "docker|stop|web")]
    [InlineData("  a\t b  ", "a|b")]
    [InlineData("a 'b c' d", "a|b c|d")]
    [InlineData("a \"b \\\"c\\\" \\\\ \\n\"", "a|b \"c\" \\ \\n")]
    [InlineData("a\\ b", "a b")]
    [InlineData("a''b", "ab")]
    [InlineData("''", "")]
    [InlineData("a # comment", "a")]
    [InlineData("a#b", "a#b")]
    [InlineData("a \\\n b", "a|b")]
    public void Split_Line_GivesWords(string line, string expected) => Assert.Equal(expected, string.Join('|', ShellWords.Split(line)));

    [Theory]
    [InlineData("ps | grep web", "'|'")]
    [InlineData("stop web; rm web", "';'")]
    [InlineData("stop web && rm web", "'&'")]
    [InlineData("logs web > file", "'>'")]
    [InlineData("rm $(docker ps -aq)", "'$'")]
    [InlineData("rm `id`", "'`'")]
    [InlineData("exec web echo \"$HOME\"", "'$'")]
    [InlineData("a 'b", "single quote")]
    [InlineData("a \"b", "double quote")]
    [InlineData("a \\", "backslash")]
    public void Split_WhatNeedsAShell_NamesTheCulprit(string line, string culprit)
    {
        var e = Assert.Throws<CommandLineException>(() => ShellWords.Split(line));
        Assert.Contains(culprit, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Quote_AnyWord_IsSplitBackToItself() =>
        Gen.String.Sample(word => ShellWords.Split("x " + ShellWords.Quote(word)) is [_, var back] && back == word);
}
