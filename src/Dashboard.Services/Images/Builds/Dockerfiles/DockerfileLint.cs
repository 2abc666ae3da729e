using System.Text.RegularExpressions;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Images.Builds.Dockerfiles;

/// <summary>The usual mistakes in Dockerfiles, each with its line.</summary>
public static partial class DockerfileLint
{
    private static readonly HashSet<string> _known =
    [
        "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
    ];

    // Variables in these are filled in by the builder; those of RUN, CMD and ENTRYPOINT by a shell.
    private static readonly HashSet<string> _filledIn = ["ADD", "COPY", "ENV", "EXPOSE", "FROM", "LABEL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"];

    // ARGs that every builder knows without being told.
    private static readonly HashSet<string> _builtIn =
    [
        "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "FTP_PROXY", "ftp_proxy", "NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy",
        "TARGETPLATFORM", "TARGETOS", "TARGETARCH", "TARGETVARIANT", "BUILDPLATFORM", "BUILDOS", "BUILDARCH", "BUILDVARIANT",
    ];

    /// <summary>What there is to say, line by line.</summary>
    /// <param name="file">The Dockerfile.</param>
    /// <param name="given">Names of ARGs that the build is given values for.</param>
    /// <param name="hasBuildKit">Whether the builder knows what only BuildKit does.</param>
    public static IReadOnlyList<DockerfileFinding> Check(Dockerfile file, IReadOnlyCollection<string> given, bool hasBuildKit)
    {
        ArgumentNullException.ThrowIfNull(file);
        List<DockerfileFinding> found = [.. Whole(file), .. Stages(file), .. Variables(file, given)];
        foreach (var instruction in file.Instructions)
        {
            found.AddRange(One(instruction));
            if (!hasBuildKit)
            {
                found.AddRange(OfBuildKit(instruction));
            }
        }

        return [.. found.OrderBy(f => f.Line).ThenBy(f => f.Level)];
    }

    private static IEnumerable<DockerfileFinding> Whole(Dockerfile file)
    {
        if (file.Instructions.Count == 0)
        {
            yield break;
        }

        if (!file.Froms.Any())
        {
            yield return new(file.Instructions[0].Line, FindingLevel.Error, "NoFrom", "");
        }
        else if (file.Instructions.TakeWhile(i => i.Name != "FROM").FirstOrDefault(i => i.Name != "ARG" && _known.Contains(i.Name)) is { } early)
        {
            yield return new(early.Line, FindingLevel.Error, "BeforeFrom", early.Name);
        }

        foreach (var name in (string[])["CMD", "ENTRYPOINT"])
        {
            DockerfileInstruction? last = null;
            foreach (var instruction in file.Instructions)
            {
                if (instruction.Name == name && last is not null)
                {
                    yield return new(last.Line, FindingLevel.Warning, "Repeated", name);
                }

                last = instruction.Name == "FROM" ? null : instruction.Name == name ? instruction : last;
            }
        }
    }

    private static IEnumerable<DockerfileFinding> Stages(Dockerfile file)
    {
        HashSet<string> stages = new(StringComparer.OrdinalIgnoreCase);
        var count = 0;
        foreach (var instruction in file.Instructions)
        {
            if (instruction.Name == "FROM")
            {
                if (instruction.Words is [var image, ..] && !stages.Contains(image) && IsUntagged(image))
                {
                    yield return new(instruction.Line, FindingLevel.Warning, "NoTag", image);
                }

                if (Dockerfile.StageName(instruction) is { } name && !stages.Add(name))
                {
                    yield return new(instruction.Line, FindingLevel.Error, "StageTwice", name);
                }

                count++;
            }
            else if (instruction.Name == "COPY" && instruction.Flag("from") is { Length: > 0 } from && !stages.Contains(from) && !from.AsSpan().ContainsAny(":/.$@"))
            {
                if (!int.TryParse(from, out var number))
                {
                    yield return new(instruction.Line, FindingLevel.Warning, "NoStage", from);
                }
                else if (number >= count - 1)
                {
                    yield return new(instruction.Line, FindingLevel.Error, "NoStageNumber", from);
                }
            }
        }
    }

    private static bool IsUntagged(string image) =>
        image != "scratch" && !image.Contains('$', StringComparison.Ordinal) && ImageNames.Complaint(image) is null && ImageNames.Cut(image).Suffix.Length == 0;

    private static IEnumerable<DockerfileFinding> Variables(Dockerfile file, IReadOnlyCollection<string> given)
    {
        // Before the first FROM are ARGs for FROM alone, until a stage names them again.
        HashSet<string> outside = new(_builtIn);
        HashSet<string> known = outside;
        Dictionary<string, bool> hasDefault = [];
        foreach (var instruction in file.Instructions)
        {
            if (_filledIn.Contains(instruction.Name))
            {
                foreach (var name in Used(instruction.Name == "FROM" ? instruction.Arguments + string.Concat(instruction.Flags) : instruction.Arguments))
                {
                    var scope = instruction.Name == "FROM" ? outside : known;
                    if (!scope.Contains(name))
                    {
                        yield return new(instruction.Line, instruction.Name == "FROM" ? FindingLevel.Error : FindingLevel.Warning, "Unset", name);
                    }
                    else if (instruction.Name == "FROM" && hasDefault.TryGetValue(name, out var has) && !has && !given.Contains(name))
                    {
                        yield return new(instruction.Line, FindingLevel.Error, "NoValue", name);
                    }
                }
            }

            if (instruction.Name == "FROM")
            {
                // What the image itself sets is not known here, but for this.
                known = [.. _builtIn, "PATH", "HOME"];
            }
            else if (instruction.Name is "ARG" or "ENV")
            {
                foreach (var (name, value) in Set(instruction))
                {
                    known.Add(name);
                    hasDefault[name] = value is { Length: > 0 };
                }
            }
        }
    }

    // ${X:-default} and ${X:+other} need no X.
    private static IEnumerable<string> Used(string text) =>
        Variable().Matches(text).Where(m => !m.Groups["or"].Success).Select(m => m.Groups["name"].Value).Distinct();

    private static IEnumerable<(string Name, string? Value)> Set(DockerfileInstruction instruction)
    {
        // "ENV A b c" is the old form, with one variable.
        if (instruction.Name == "ENV" && instruction.Words is [var only, ..] && !only.Contains('=', StringComparison.Ordinal))
        {
            yield return (only, string.Join(' ', instruction.Words.Skip(1)));
            yield break;
        }

        foreach (var word in instruction.Words)
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            yield return equals < 0 ? (word, null) : (word[..equals], word[(equals + 1)..].Trim('"', '\''));
        }
    }

    private static IEnumerable<DockerfileFinding> One(DockerfileInstruction instruction)
    {
        if (!_known.Contains(instruction.Name))
        {
            yield return new(instruction.Line, FindingLevel.Error, "Unknown", instruction.Name);
            yield break;
        }

        if (instruction.Arguments.Length == 0)
        {
            yield return new(instruction.Line, FindingLevel.Error, "NoArguments", instruction.Name);
            yield break;
        }

        foreach (var finding in instruction.Name switch
        {
            "RUN" => Run(instruction),
            "ADD" => Add(instruction),
            "ARG" or "ENV" => Secrets(instruction),
            "MAINTAINER" => [new(instruction.Line, FindingLevel.Info, "Maintainer", "")],
            "WORKDIR" when instruction.Arguments[0] is not ('/' or '$' or '"') && !instruction.Arguments.Contains(':', StringComparison.Ordinal)
                => [new(instruction.Line, FindingLevel.Info, "RelativeWorkdir", instruction.Arguments)],
            _ => (IEnumerable<DockerfileFinding>)[],
        })
        {
            yield return finding;
        }
    }

    private static IEnumerable<DockerfileFinding> Run(DockerfileInstruction instruction)
    {
        var script = instruction.Arguments;
        var installs = AptInstall().Match(script);
        if (installs.Success)
        {
            if (!AptYes().IsMatch(script))
            {
                yield return new(instruction.Line, FindingLevel.Error, "AptYes", "");
            }

            if (!script.Contains("/var/lib/apt/lists", StringComparison.Ordinal) && !instruction.Flags.Any(f => f.StartsWith("--mount", StringComparison.Ordinal)))
            {
                yield return new(instruction.Line, FindingLevel.Warning, "AptLists", "");
            }
        }
        else if (AptUpdate().IsMatch(script))
        {
            yield return new(instruction.Line, FindingLevel.Warning, "AptUpdateAlone", "");
        }

        if (script.Contains("apk add", StringComparison.Ordinal) && !script.Contains("--no-cache", StringComparison.Ordinal) && !script.Contains("/var/cache/apk", StringComparison.Ordinal))
        {
            yield return new(instruction.Line, FindingLevel.Warning, "ApkCache", "");
        }

        if (CdAlone().IsMatch(script))
        {
            yield return new(instruction.Line, FindingLevel.Warning, "CdAlone", script.Trim());
        }

        if (Sudo().IsMatch(script))
        {
            yield return new(instruction.Line, FindingLevel.Info, "Sudo", "");
        }
    }

    private static IEnumerable<DockerfileFinding> Add(DockerfileInstruction instruction)
    {
        var sources = instruction.Words.SkipLast(1).ToList();
        if (sources.FirstOrDefault(s => s.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || s.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) is { } url)
        {
            yield return new(instruction.Line, FindingLevel.Warning, "AddUrl", SecretWords.Mask(url));
        }
        else if (sources.Count > 0 && !sources.Any(s => Archive().IsMatch(s)) && !instruction.Arguments.StartsWith('[') && !instruction.Arguments.Contains("<<", StringComparison.Ordinal))
        {
            yield return new(instruction.Line, FindingLevel.Info, "AddCopy", "");
        }
    }

    private static IEnumerable<DockerfileFinding> Secrets(DockerfileInstruction instruction) =>
        Set(instruction).Where(s => SecretNames.LooksSecret(s.Name) && (instruction.Name == "ARG" || s.Value is { Length: > 0 } && !s.Value.StartsWith('/')))
            .Select(s => new DockerfileFinding(instruction.Line, FindingLevel.Warning, instruction.Name == "ARG" ? "SecretArg" : "SecretEnv", s.Name));

    private static IEnumerable<DockerfileFinding> OfBuildKit(DockerfileInstruction instruction)
    {
        var flag = instruction.Flags.Select(f => f.Split('=')[0]).FirstOrDefault(f => f is "--mount" or "--network" or "--security" or "--link" or "--chmod" or "--parents" or "--exclude" or "--checksum" or "--keep-git-dir");
        if (flag is not null)
        {
            yield return new(instruction.Line, FindingLevel.Error, "BuildKit", flag);
        }
        else if (instruction.Name is "COPY" or "ADD" && instruction.Arguments.Contains("<<", StringComparison.Ordinal))
        {
            yield return new(instruction.Line, FindingLevel.Error, "BuildKit", "<<");
        }
        else if (instruction.Name == "RUN" && RunHeredoc().IsMatch(instruction.Arguments))
        {
            yield return new(instruction.Line, FindingLevel.Error, "BuildKit", "<<");
        }
    }

    [GeneratedRegex(@"(?<!\\)\$(?:\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?<or>:?[-+?][^}]*)?\}|(?<name>[A-Za-z_][A-Za-z0-9_]*))")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\bapt(?:-get)?\s+(?:-\S+\s+)*install\b")]
    private static partial Regex AptInstall();

    [GeneratedRegex(@"\bapt(?:-get)?\s+(?:-\S+\s+)*update\b")]
    private static partial Regex AptUpdate();

    [GeneratedRegex(@"\bapt(?:-get)?\s[^;&|]*(?:\s-y|\s-\w*y\w*\b|\s-qq|\s--yes|\s--assume-yes)|DEBIAN_FRONTEND=\S+\s+yes\s*\|")]
    private static partial Regex AptYes();

    [GeneratedRegex(@"\A\s*cd\s+[^;&|]+\z")]
    private static partial Regex CdAlone();

    [GeneratedRegex(@"(?:\A|[;&|]\s*)sudo\s")]
    private static partial Regex Sudo();

    [GeneratedRegex(@"\.(?:tar|tgz|txz|tbz2?|tar\.\w+)$|[*?$]", RegexOptions.IgnoreCase)]
    private static partial Regex Archive();

    // "RUN <<EOF", and not a shell's own here-document within a command.
    [GeneratedRegex(@"\A\s*<<-?\s*['""]?[A-Za-z_]")]
    private static partial Regex RunHeredoc();
}
