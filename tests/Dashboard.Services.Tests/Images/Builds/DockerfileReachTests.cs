using Dashboard.Services.Commands;
using Dashboard.Services.Images.Builds.Dockerfiles;

namespace Dashboard.Services.Tests.Images.Builds;

/// <summary>No spelling of a Dockerfile hides what it has the engine contact: each of these names 127.0.0.1, or what can't be known.</summary>
public sealed class DockerfileReachTests
{
    private static readonly Dictionary<string, string> _noArgs = [];

    public static TheoryData<string> Escapes => [.. Lines().Distinct()];

    [Fact]
    public void Escapes_AreMany() => Assert.True(Escapes.Count >= 100, $"{Escapes.Count}");

    [Theory]
    [MemberData(nameof(Escapes))]
    public void Of_EveryEscape_IsSeen(string dockerfile)
    {
        var reach = DockerfileReach.Of(dockerfile, _noArgs);

        Assert.True(
            reach.Violations.Count > 0 || reach.Hosts.Any(h => h.Host.StartsWith("127.0.0.1", StringComparison.Ordinal) || h.Host.StartsWith("[::1]", StringComparison.Ordinal)),
            $"only {string.Join(", ", reach.Hosts)}");
    }

    [Theory]
    [InlineData("FROM busybox\nRUN wget http://127.0.0.1/ && echo 'ADD it'\nCOPY . /app\nADD app.tar.gz /app\nADD app/$V.tgz $DIR\n")]
    [InlineData("# syntax=docker/dockerfile:1\n# escape=`\nFROM --platform=$BUILDPLATFORM golang:1.22 AS build\nCOPY --from=build /a /b\nCOPY --from=0 /a /b\nRUN --mount=type=cache,target=/x --network=none go build\n")]
    [InlineData("ARG V=3\nFROM alpine:${V}\nARG BASE=debian\nFROM ${BASE:-ubuntu}:12\nFROM scratch\nFROM python:3-${TARGETARCH}\n")]
    [InlineData("FROM busybox\nRUN <<EOF\nSELECT * \nFROM users\nEOF\nADD [\"a b\", \"/c\"]\n")]
    [InlineData("FROM docker.io/library/busybox\nFROM index.docker.io/team/app@sha256:0123456789012345678901234567890123456789012345678901234567890123\n")]
    public void Of_WhatATeamBuilds_ContactsDockerHubOnly(string dockerfile)
    {
        var reach = DockerfileReach.Of(dockerfile, _noArgs);

        Assert.Empty(reach.Violations);
        Assert.Equal([ContactedHost.Registry("docker.io")], reach.Hosts);
    }

    [Theory]
    [InlineData("FROM $BASE", "BASE=127.0.0.1:5000/x", "127.0.0.1:5000")]
    [InlineData("ARG BASE=busybox\nFROM $BASE", "BASE=127.0.0.1:5000/x", "127.0.0.1:5000")]
    [InlineData("ARG HOST\nFROM $HOST/x", "HOST=127.0.0.1", "127.0.0.1")]
    [InlineData("FROM busybox", "BUILDKIT_SYNTAX=127.0.0.1:5000/frontend", null)]
    [InlineData("FROM busybox", "BUILDKIT_SYNTAX=evil/frontend", null)]
    public void Of_BuildArguments_AreSeen(string dockerfile, string argument, string? host)
    {
        var reach = DockerfileReach.Of(dockerfile, new Dictionary<string, string> { [argument.Split('=')[0]] = argument.Split('=')[1] });

        Assert.True(host is null ? reach.Violations.Count > 0 : reach.Hosts.Any(h => h.Host == host));
    }

    [Theory]
    [InlineData("ADD https://github.com/x/y.git#main /src", "Download github.com")]
    [InlineData("ADD github.com/x/y /src", "Download github.com")]
    [InlineData("ADD --checksum=sha256:1 https://example.org:8443/$V/a.tgz /", "Download example.org:8443")]
    [InlineData("FROM ghcr.io/x/y:$V", "Registry ghcr.io")]
    [InlineData("FROM registry.example.com:5000/x", "Registry registry.example.com:5000")]
    public void Of_AHost_IsItAndWhatFor(string dockerfile, string expected) =>
        Assert.Equal(expected, string.Join(", ", DockerfileReach.Of(dockerfile, _noArgs).Hosts.Select(h => $"{h.Use} {h.Host}")));

    [Theory]
    [InlineData("FROM busybox AS one\nFROM one\nFROM scratch\nCOPY --from=nginx / /\n", "busybox")]
    [InlineData("ARG B=debian\nFROM $B:1\nFROM alpine", "alpine, debian:1")]
    [InlineData("ARG GIVEN=debian\nFROM ${GIVEN}", "busybox")]
    [InlineData("FROM 0123456789012345678901234567890123456789012345678901234567890123", "0123456789012345678901234567890123456789012345678901234567890123")]
    public void Of_WhatIsBuiltOn_IsTold(string dockerfile, string expected) => Assert.Equal(
        expected, string.Join(", ", DockerfileReach.Of(dockerfile, new Dictionary<string, string> { ["GIVEN"] = "busybox" }).Bases.Order(StringComparer.Ordinal)));

    // The name of a stage hides an image only behind the line that declares it for sure.
    [Theory]
    [InlineData("FROM evil AS evil", "evil")]
    [InlineData("FROM evil AS EVIL", "evil")]
    [InlineData("FROM evil\nFROM busybox AS evil\nCOPY --from=0 / /y", "busybox, evil")]
    [InlineData("FROM busybox\nRUN <<EOF\nFROM x AS evil\nEOF\nFROM evil", "busybox, evil, x")]
    [InlineData("FROM busybox\nRUN echo \\\nFROM x AS evil\nFROM evil", "busybox, evil, x")]
    [InlineData("FROM busybox\nRUN echo `\n# note\nFROM x AS evil\nFROM evil", "busybox, evil, x")]
    [InlineData("FROM busybox AS base\nFROM base AS two\nFROM two", "busybox")]
    public void Of_NamesOfStages_HideOnlyWhatComesBehind(string dockerfile, string expected) =>
        Assert.Equal(expected, string.Join(", ", DockerfileReach.Of(dockerfile, _noArgs).Bases.Order(StringComparer.Ordinal)));

    [Theory]
    [InlineData("ARG T=latest\nFROM busybox:${T:-nosuchtag}", "busybox:latest")]
    [InlineData("ARG T=latest\nFROM busybox:${T-nosuchtag}", "busybox:latest")]
    [InlineData("FROM busybox:${T:-1.36}\nARG T=latest", "busybox:1.36, busybox:latest")]
    [InlineData("ARG T=latest\nARG T=\nFROM busybox:${T:-1.36}", "busybox:1.36, busybox:latest")]
    [InlineData("FROM busybox AS base-amd64\nFROM base-$TARGETARCH", "busybox")]
    public void Of_VariablesThatAreKnown_StandForThatOnly(string dockerfile, string expected) => Assert.Equal(
        expected,
        string.Join(", ", DockerfileReach.Of(dockerfile, _noArgs, new Dictionary<string, string> { ["TARGETARCH"] = "amd64" }).Bases.Order(StringComparer.Ordinal)));

    [Theory]
    [InlineData("RUN --mount=type=cache,target=\"/a b\" --network=host wget x")]
    [InlineData("RUN --mount=type=cache,target=/a\\ b --security=insecure true")]
    [InlineData("RUN --mount=type=cache,target='/a --b' --device=/dev/kmsg true")]
    public void Of_FlagsBehindQuotes_AreSeen(string instruction) => Assert.NotEmpty(DockerfileReach.Of($"FROM busybox\n{instruction}", _noArgs).Violations);

    [Fact]
    public void Of_BombsOfLinesAndVariables_EndSoon()
    {
        var started = TimeProvider.System.GetTimestamp();
        Assert.NotEmpty(DockerfileReach.Of(string.Concat(Enumerable.Repeat("a\\\n", 300_000)), _noArgs).Violations);
        Assert.NotEmpty(DockerfileReach.Of(string.Concat(Enumerable.Range(0, 500).Select(i => $"ARG A={i}$A$A$A$A$A$A$A$A\n")) + "FROM $A$A$A$A$A$A$A$A", _noArgs).Violations);
        Assert.NotEmpty(DockerfileReach.Of(string.Concat(Enumerable.Range(0, 500).Select(i => $"ARG A={i}\n")) + "FROM $A$A$A$A$A$A$A$A", _noArgs).Violations);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0, 5);
    }

    private static IEnumerable<string> Lines()
    {
        string[] urls =
        [
            "http://127.0.0.1/x", "HTTP://127.0.0.1/x", "https://127.0.0.1:8080/x", "git://127.0.0.1/x.git", "http://127.0.0.1/x.git#main", "ssh://127.0.0.1/x", "git@127.0.0.1:x.git", "kim@127.0.0.1:x.git", "ftp://127.0.0.1/x",
            "http://kim@127.0.0.1/x", "http://example.org@127.0.0.1/x", "http://[::1]/x", "http://127.0.0.1", "http://$HOST/x", "http://127.0.0.1$PORT/x", "$URL", "${URL}", "h$X", "http$X", "http:$X", "http:/$X", "https://example.org$X",
        ];
        var lines = urls.SelectMany(u => (string[])
        [
            $"ADD {u} /", $"add {u} /", $"ONBUILD ADD {u} /", $"ADD --chown=1:1 {u} a /", $"ADD a {u} /", $"ADD [\"{u}\", \"/\"]",
        ]);
        string[] images = ["127.0.0.1/x", "127.0.0.1:5000/x:1", "[::1]:5000/x"];
        return lines.Concat(images.SelectMany(i => (string[])
        [
            $"FROM {i}", $"from {i} AS a", $"FROM --platform=linux/amd64 {i}", $"COPY --from={i} / /", $"COPY --chown=1 --from={i} / /", $"RUN --mount=type=bind,from={i},target=/x true", $"RUN --mount=from={i} true",
            $"ARG B={i}\nFROM $B", $"FROM ${{B:-{i}}}", $"FROM ${{B-{i}}}", $"FROM ${{B:+{i}}}", $"ARG A={i}\nARG B=$A\nFROM ${{B}}", $"ARG A={i}\nFROM ${{NONE:-$A}}", $"# syntax={i}", $"#syntax = {i}", $"// syntax={i}", $"{{\"syntax\": \"{i}\"}}", $"ONBUILD FROM {i}",
            $"FROM a AS b\n  \tFROM\t{i}", $"\uFEFFFROM {i}", $"FROM \"{i}\"",
        ])).Concat(
        [
            // How a line goes on, and where it begins.
            "AD\\\nD http://127.0.0.1/ /", "ADD \\\n# a comment\n\nhttp://127.0.0.1/ /", "# escape=`\nADD `\nhttp://127.0.0.1/ /", "ADD\rhttp://127.0.0.1/ /", "ADD\thttp://127.0.0.1/\t/", "\u00a0ADD http://127.0.0.1/ /", "ADD\vhttp://127.0.0.1/ /",
            "FROM x \\\u00a0\nADD http://127.0.0.1/ /", "RUN cat <<EOF\nADD http://127.0.0.1/ /\nEOF", "RUN cat <<EOF\nFROM 127.0.0.1/x\nEOF", "FROM x\r\nADD http://127.0.0.1/ /\r\n", "RUN true \\\n\nADD http://127.0.0.1/ /",
            // Quotes and escapes that the builder takes off.
            "ADD \"http://127.0.0.1/\" /", "ADD h\"tt\"p://127.0.0.1/ /", "ADD h\\ttp://127.0.0.1/ /", "ADD 'http://'127.0.0.1/ /", "COPY --fr\"om\"=127.0.0.1/x / /", "COPY \"--from=127.0.0.1/x\" / /", "RUN --mount='type=bind,from=127.0.0.1/x' true",
            "RUN --mount=\"type=bind, from=127.0.0.1/x\" true", "RUN --mount=type=bind,FROM=127.0.0.1/x true",
            // Lists.
            "ADD [\"\\u0068ttp://127.0.0.1/\", \"/\"]", "ADD [\"\\u0068\\u0074\\u0074\\u0070\\u003a\\u002f\\u002f127.0.0.1/\", \"/\"] and more", "ADD [\"a\",\"http://127.0.0.1/\",\"/\"]", "ADD  [ \"http://127.0.0.1/\" , \"/\" ]",
            // What is only known in the build.
            "COPY --from=$X / /", "RUN --mount=type=bind,from=${X} true", "FROM ${X#y}", "FROM ${X/a/b}", "FROM ${", "FROM ${X?y}",
            // What reads the Dockerfile, and what the containers of RUN get.
            "# syntax=evil/frontend", "# syntax=docker/dockerfile-evil", "# syntax=quay.io/docker/dockerfile", "#!/x\n# syntax=evil/x", "RUN --network=host true", "RUN --network=ho\"st\" true", "RUN --security=insecure true", "RUN --device=vendor.com/x=y true", "ONBUILD RUN --network=host true",
        ]);
    }
}
