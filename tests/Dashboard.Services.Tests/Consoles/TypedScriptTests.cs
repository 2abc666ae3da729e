using CsCheck;
using Dashboard.Services.Commands;
using Dashboard.Services.Consoles;

namespace Dashboard.Services.Tests.Consoles;

public sealed class TypedScriptTests
{
    [Theory]
    [InlineData("docker ps", "[docker] [ps]")]
    [InlineData("  docker   ps\t-a ", "[docker] [ps] [-a]")]
    [InlineData("docker run 'a b' \"c d\"", "[docker] [run] [a b] [c d]")]
    [InlineData("docker exec web sh -c 'echo $HOME; ls | wc'", "[docker] [exec] [web] [sh] [-c] [echo $HOME; ls | wc]")]
    [InlineData("a\\ b \"\\$x \\\\ \\n\" '\\n'", "[a b] [$x \\ \\n] [\\n]")]
    [InlineData("a''b '' \"\"", "[ab] [] []")]
    [InlineData("docker ps # all of them\n# a comment\n\n  docker images", "[docker] [ps]|[docker] [images]")]
    [InlineData("docker run \\\n  -d \\\n  nginx\r\ndocker ps", "[docker] [run] [-d] [nginx]|[docker] [ps]")]
    [InlineData("$ docker ps\n$ docker images", "[docker] [ps]|[docker] [images]")]
    [InlineData("docker inspect -f '{{.Id}}' a#b", "[docker] [inspect] [-f] [{{.Id}}] [a#b]")]
    [InlineData("docker ps --filter name=a*", "[docker] [ps] [--filter] [name=a*]")]
    [InlineData("docker rm $(docker ps -aq)", "[docker] [rm] [$([docker] [ps] [-aq])]")]
    [InlineData("docker rm x$(ps -q)y \"$(ps -q --filter 'name=a b')\"", "[docker] [rm] [x$([ps] [-q])y] [$([ps] [-q] [--filter] [name=a b])]")]
    [InlineData("docker rm '$(docker ps -aq)'", "[docker] [rm] [$(docker ps -aq)]")]
    [InlineData("docker rm $(docker ps -aq \\\n --filter status=exited)", "[docker] [rm] [$([docker] [ps] [-aq] [--filter] [status=exited])]")]
    [InlineData(" \n # nothing\n", "")]
    public void Read_AsAPosixShellDoes_GivesLinesAndWords(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', TypedScript.Read(text).Select(Shown)));

    [Theory]
    [InlineData("docker ps | wc -l", "'|'")]
    [InlineData("docker ps; docker images", "';'")]
    [InlineData("docker ps && reboot", "'&'")]
    [InlineData("docker ps > /etc/passwd", "'>'")]
    [InlineData("docker import - < x", "'<'")]
    [InlineData("(docker ps)", "'('")]
    [InlineData("docker rm `docker ps -q`", "'`'")]
    [InlineData("docker rm $X", "'$'")]
    [InlineData("docker rm ${X}", "'$'")]
    [InlineData("docker rm $((1+1))", "'$'")]
    [InlineData("docker rm \"$X\"", "'$'")]
    [InlineData("docker rm $(docker ps -q --filter name=$(docker ps -q))", "in another one")]
    [InlineData("docker rm $(docker ps", "unclosed $(")]
    [InlineData("docker rm $()", "nothing in $()")]
    [InlineData("docker rm 'a", "single quote")]
    [InlineData("docker rm \"a", "double quote")]
    [InlineData("docker rm a\\", "backslash")]
    public void Read_WhatOnlyAShellCouldDo_IsRefusedAndNamesIt(string text, string culprit)
    {
        var e = Assert.Throws<CommandLineException>(() => TypedScript.Read(text));
        Assert.Contains(culprit, e.Message, StringComparison.Ordinal);
        Assert.NotEqual(0, e.ExitCode);
    }

    // A line is what one person typed: the words that ShellWords quotes come back.
    [Fact]
    public void Read_OfQuotedWords_GivesThemBack() => Gen.String[Gen.Char["ab '\"\\$`\n\t#;|&<>(){}*?~!=한"], 0, 8].Array[1, 5].Sample(
        words => TypedScript.Read(string.Join(' ', words.Select(ShellWords.Quote))) is [var line]
            && line.Words.Select(w => string.Concat(w.Parts.Select(p => p.Text))).SequenceEqual(words));

    private static string Shown(TypedLine line) => string.Join(' ', line.Words.Select(w =>
        $"[{string.Concat(w.Parts.Select(p => p.Substitution is { } inner ? $"$({Shown(inner)})" : p.Text))}]"));
}
