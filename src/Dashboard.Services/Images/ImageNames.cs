using System.Text.RegularExpressions;

namespace Dashboard.Services.Images;

/// <summary>Names of images, as far as commands on containers show and make them (distribution/reference).</summary>
public static partial class ImageNames
{
    private const string DefaultDomain = "docker.io/";
    private const string OfficialRepository = "library/";

    /// <summary>Without its digest and without what everybody leaves out: "docker.io/library/nginx:1@sha256:…" is "nginx:1".</summary>
    public static string Familiar(string reference)
    {
        if (!Whole().IsMatch(reference))
        {
            return reference;
        }

        var name = reference.Split('@')[0];
        name = name.StartsWith(DefaultDomain, StringComparison.Ordinal) ? name[DefaultDomain.Length..] : name;
        return name.StartsWith(OfficialRepository, StringComparison.Ordinal) ? name[OfficialRepository.Length..] : name;
    }

    /// <summary>Splits the name of an image to be made into repository and tag.</summary>
    /// <returns>What is wrong with it, in the CLI's words; null when nothing is.</returns>
    public static string? Split(string reference, out string repository, out string tag)
    {
        (repository, tag) = ("", "");
        if (Identifier().IsMatch(reference))
        {
            return $"invalid repository name ({reference}), cannot specify 64-byte hexadecimal strings";
        }

        var path = reference.Split('@', 2)[0];
        path = path[..(path.LastIndexOf(':') is var colon && colon > path.LastIndexOf('/') ? colon : path.Length)];
        if (path.Any(char.IsAsciiLetterUpper) && Whole().IsMatch(reference.ToLowerInvariant()))
        {
            return $"invalid reference format: repository name ({Remote(path)}) must be lowercase";
        }

        if (!Whole().IsMatch(reference))
        {
            return "invalid reference format";
        }

        if (reference.Contains('@', StringComparison.Ordinal))
        {
            return "refusing to create a tag with a digest reference";
        }

        repository = Familiar(path);
        tag = path.Length < reference.Length ? reference[(path.Length + 1)..] : "latest";
        return null;
    }

    // The first part is a domain when it looks like one.
    private static string Remote(string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return OfficialRepository + path;
        }

        var first = path[..slash];
        return first.Contains('.', StringComparison.Ordinal) || first.Contains(':', StringComparison.Ordinal) || first == "localhost" || first.Any(char.IsAsciiLetterUpper)
            ? path[(slash + 1)..]
            : path;
    }

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\A(?:(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::[0-9]+)?/)?[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Whole();
}
