using Dashboard.Services.Images.Builds.Dockerfiles;

namespace Dashboard.Services.Tests.Images.Builds;

public sealed class DockerfileLintTests
{
    /// <summary>Each a Dockerfile with "|" for line breaks, and what there is to say, as line:rule:subject.</summary>
    public static TheoryData<string, string> Files => new()
    {
        { "FROM alpine:3.22|RUN true", "" },
        { "# only a comment", "" },
        { "RUN true", "1:NoFrom:" },
        { "ENV A=1|FROM alpine:3.22", "1:BeforeFrom:ENV" },
        { "FROM alpine:3.22|RUUN true", "2:Unknown:RUUN" },
        { "FROM alpine:3.22|run true", "" },
        { "FROM alpine:3.22|RUN", "2:NoArguments:RUN" },
        { "FROM alpine", "1:NoTag:alpine" },
        { "FROM --platform=linux/amd64 localhost:5000/a/b", "1:NoTag:localhost:5000/a/b" },
        { "FROM alpine@sha256:0123456789012345678901234567890123456789012345678901234567890123", "" },
        { "FROM scratch|COPY a /", "" },
        { "FROM alpine:3.22 AS base|FROM base|RUN true", "" },
        { "FROM alpine:3.22 AS a|FROM alpine:3.22 AS A", "2:StageTwice:A" },
        { "FROM alpine:3.22 AS a|FROM alpine:3.22|COPY --from=a /x /x|COPY --from=0 /x /x", "" },
        { "FROM alpine:3.22|COPY --from=build /x /x", "2:NoStage:build" },
        { "FROM alpine:3.22|COPY --from=0 /x /x", "2:NoStageNumber:0" },
        { "FROM alpine:3.22|COPY --from=nginx:1 /x /x", "" },
        { "ARG T=3.22|FROM alpine:$T", "" },
        { "ARG T|FROM alpine:$T", "2:NoValue:T" },
        { "ARG GIVEN|FROM alpine:${GIVEN}", "" },
        { "FROM alpine:$T", "1:Unset:T" },
        { "FROM alpine:${T:-3.22}", "" },
        { "ARG T=1|FROM alpine:3.22|COPY $T /", "3:Unset:T" },
        { "ARG T=1|FROM alpine:3.22|ARG T|COPY $T /", "" },
        { "FROM alpine:3.22|ENV A=1 B=$A|WORKDIR $A/$B|RUN echo $ANYTHING", "2:Unset:A" },
        { "FROM alpine:3.22|ENV A=1|WORKDIR $A/$C", "3:Unset:C" },
        { "FROM alpine:3.22|WORKDIR app", "2:RelativeWorkdir:app" },
        { "FROM debian:13|RUN apt-get update && apt-get install -y curl", "2:AptLists:" },
        { "FROM debian:13|RUN apt-get update && apt-get install curl && rm -rf /var/lib/apt/lists/*", "2:AptYes:" },
        { "FROM debian:13|RUN apt-get update \\|  # why|  && apt-get install -yq curl \\|  && rm -rf /var/lib/apt/lists/*|RUN cd /srv", "6:CdAlone:cd /srv" },
        { "FROM debian:13|RUN apt-get update", "2:AptUpdateAlone:" },
        { "FROM alpine:3.22|RUN apk add curl", "2:ApkCache:" },
        { "FROM alpine:3.22|RUN apk add --no-cache curl|RUN cd /srv && make", "" },
        { "FROM alpine:3.22|RUN sudo make", "2:Sudo:" },
        { "FROM alpine:3.22|ADD https://example.org/a.tgz /", "2:AddUrl:https://example.org/a.tgz" },
        { "FROM alpine:3.22|ADD a.txt /|ADD b.tar.gz /", "2:AddCopy:" },
        { "FROM alpine:3.22|ARG NPM_TOKEN|ENV DB_PASSWORD=x A=b|ENV SECRET_FILE=/run/secrets/x", "2:SecretArg:NPM_TOKEN 3:SecretEnv:DB_PASSWORD" },
        { "FROM alpine:3.22|CMD a|CMD b|ENTRYPOINT c|FROM alpine:3.22|CMD d", "2:Repeated:CMD" },
        { "FROM alpine:3.22|MAINTAINER kim", "2:Maintainer:" },
        { "FROM alpine:3.22|RUN --mount=type=cache,target=/c true", "2:BuildKit:--mount" },
        { "FROM alpine:3.22|RUN <<E|NOSUCH|E|USER kim", "2:BuildKit:<<" },
        { "FROM alpine:3.22|COPY <<E /x|FROM nothing|E", "2:BuildKit:<<" },
        { "# escape=`|FROM alpine:3.22|RUN a `|  b|WORKDIR c:\\x", "" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Check_Dockerfile_FindsWhatIsWrongAndNothingElse(string text, string expected)
    {
        var found = DockerfileLint.Check(Dockerfile.Parse(text.Replace('|', '\n')), ["GIVEN"], hasBuildKit: false);

        Assert.Equal(expected, string.Join(' ', found.Select(f => $"{f.Line}:{f.Rule}:{f.Subject}")));
    }

    [Fact]
    public void Check_WithBuildKit_AllowsWhatItKnows() =>
        Assert.Empty(DockerfileLint.Check(Dockerfile.Parse("FROM a:1\nRUN --mount=type=cache,target=/c <<E\ntrue\nE\n"), [], hasBuildKit: true));

    [Fact]
    public void Parse_Dockerfile_KnowsItsStagesAndArgs()
    {
        var file = Dockerfile.Parse("ARG T=1 U\nFROM a:$T as build\nARG T\nRUN x\nFROM b AS\nFROM build AS last\n");

        Assert.Equal(["build", "last"], file.Stages);
        Assert.Equal(["T", "U"], file.Args);
        Assert.Equal([1, 2, 3, 4, 5, 6], file.Instructions.Select(i => i.Line));
    }
}
