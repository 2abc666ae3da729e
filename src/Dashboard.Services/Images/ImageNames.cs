using System.Text.RegularExpressions;

namespace Dashboard.Services.Images;

/// <summary>Names of images, by the grammar of the distribution project's reference package.</summary>
public static partial class ImageNames
{
    /// <summary>What the docker CLI says of a text that is no name at all.</summary>
    public const string NoReference = "invalid reference format";

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

    /// <summary>Twelve digits of an id, as lists show it: "sha256:1713a4…" and the bare digits alike.</summary>
    public static string ShortId(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var digits = id[(id.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return digits.Length > 12 ? digits[..12] : digits;
    }

    /// <summary>The registry of a name, as accounts are kept for it: "docker.io" for "nginx:1", "quay.io" for "quay.io/x/y".</summary>
    public static string Domain(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var slash = reference.IndexOf('/', StringComparison.Ordinal);
        var domain = slash < 0 || Remote(reference) == reference ? "docker.io" : reference[..slash];
        return domain == "index.docker.io" ? "docker.io" : domain;
    }

    /// <summary>With domain and path, as the docker CLI ends a pull: "docker.io/library/nginx:1".</summary>
    public static string Full(string reference)
    {
        var (name, rest) = Cut(reference);
        var path = Remote(name);
        return $"{Domain(name)}/{(path.Contains('/', StringComparison.Ordinal) || Domain(name) != "docker.io" ? path : OfficialRepository + path)}{rest}";
    }

    /// <summary>Repository and tag or digest of a name: ("quay.io/x/y", ":1"); the rest is "" where the name is all there is.</summary>
    public static (string Name, string Suffix) Cut(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var end = reference.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at ? at : reference.Length;
        var colon = reference.LastIndexOf(':', Math.Max(0, end - 1));
        end = colon > reference.LastIndexOf('/', Math.Max(0, end - 1)) ? colon : end;
        return (reference[..end], reference[end..]);
    }

    /// <summary>What is wrong with a name that an image has or will have, in the docker CLI's words; null when nothing is.</summary>
    public static string? Complaint(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (Identifier().IsMatch(reference))
        {
            return $"invalid repository name ({reference}), cannot specify 64-byte hexadecimal strings";
        }

        var path = Cut(reference).Name;
        return Remote(path).Any(char.IsAsciiLetterUpper) && Whole().IsMatch(reference.ToLowerInvariant())
            ? $"invalid reference format: repository name ({Remote(path)}) must be lowercase"
            : Whole().IsMatch(reference) ? null : NoReference;
    }

    /// <summary>Splits the name of an image to be made into repository and tag.</summary>
    /// <returns>What is wrong with it, in the CLI's words; null when nothing is.</returns>
    public static string? Split(string reference, out string repository, out string tag)
    {
        (repository, tag) = ("", "");
        if (Complaint(reference) is { } wrong)
        {
            return wrong;
        }

        if (reference.Contains('@', StringComparison.Ordinal))
        {
            return "refusing to create a tag with a digest reference";
        }

        var path = Cut(reference).Name;
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

    [GeneratedRegex(@"\A(?:(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?/)?[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Whole();
}
