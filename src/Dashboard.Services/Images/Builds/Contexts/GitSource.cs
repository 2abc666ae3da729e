using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Dashboard.Services.Images.Builds.Contexts;

/// <summary>
/// A git repository as a build's context, as the docker CLI writes it: <c>https://host/path.git[#ref[:folder]]</c>, or <c>github.com/…</c>.
/// </summary>
/// <param name="Address">The repository, https or http, with no account in it.</param>
/// <param name="Reference">Branch, tag or commit; "" is the repository's own choice.</param>
/// <param name="Folder">Folder in it that is the context; "" is all of it.</param>
internal sealed partial record GitSource(Uri Address, string Reference, string Folder)
{
    /// <summary>Reads one.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="source">The repository.</param>
    /// <param name="wrong">Why it is refused; null where it is one.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out GitSource? source, [NotNullWhen(false)] out string? wrong)
    {
        (source, wrong) = (null, null);
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        var (address, fragment) = hash < 0 ? (text, "") : (text[..hash], text[(hash + 1)..]);
        address = address.StartsWith("github.com/", StringComparison.Ordinal) ? $"https://{address}" : address;
        var (reference, folder) = fragment.Split(':', 2) is [var before, var after] ? (before, after) : (fragment, "");
        if (address.StartsWith("git@", StringComparison.Ordinal) || address.StartsWith("ssh://", StringComparison.Ordinal))
        {
            wrong = "repositories are fetched over https only: for ssh the server would need a key of yours";
        }
        else if (address.StartsWith("git://", StringComparison.Ordinal))
        {
            wrong = "repositories are fetched over https only: whoever is on the way can change what git:// brings";
        }
        else if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || uri.Host.Length == 0 || uri.HostNameType == UriHostNameType.Unknown)
        {
            wrong = "it is no address of a git repository such as https://github.com/owner/name.git#branch:folder";
        }
        else if (uri.UserInfo.Length > 0)
        {
            wrong = "an address with an account in it would be shown to others; only repositories that need none can be built from";
        }
        else if (uri.Query.Length > 0 || (!uri.AbsolutePath.EndsWith(".git", StringComparison.Ordinal) && uri.Host != "github.com"))
        {
            wrong = "only git repositories are fetched, whose address ends with .git";
        }
        else if (reference.Length > 0 && (!Name().IsMatch(reference) || reference.Contains("..", StringComparison.Ordinal)))
        {
            wrong = $"\"{reference}\" is no branch, tag or commit";
        }
        else if (folder.Split('/').Contains("..") || folder.Contains(':', StringComparison.Ordinal) || folder.Any(char.IsControl))
        {
            wrong = $"\"{folder}\" is no folder of a repository";
        }
        else
        {
            source = new GitSource(uri, reference, folder.Trim('/') is "." ? "" : folder.Trim('/'));
        }

        return source is not null;
    }

    /// <summary>Reads where a submodule of it comes from.</summary>
    /// <param name="url">As <c>.gitmodules</c> says: an address, or one that begins with "./" or "../" and is taken from this one's.</param>
    /// <param name="commit">Which commit of it.</param>
    /// <param name="submodule">The repository.</param>
    /// <param name="wrong">Why it is refused; null where it is one.</param>
    public bool TryResolve(string url, string commit, [NotNullWhen(true)] out GitSource? submodule, [NotNullWhen(false)] out string? wrong)
    {
        (submodule, wrong) = (null, null);
        if (!Uri.TryCreate(Absolute(url), UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || uri.Host.Length == 0)
        {
            wrong = "submodules are fetched over https only";
        }
        else if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            wrong = "an address with an account or a query in it is not fetched";
        }
        else
        {
            submodule = new GitSource(uri, commit, "");
        }

        return submodule is not null;
    }

    // As git does: "../lib.git" beside https://host/a/shop.git is https://host/a/lib.git.
    private string Absolute(string url)
    {
        if (!url.StartsWith("./", StringComparison.Ordinal) && !url.StartsWith("../", StringComparison.Ordinal))
        {
            return url;
        }

        var parts = Address.AbsolutePath.TrimEnd('/').Split('/', StringSplitOptions.RemoveEmptyEntries).ToList();
        foreach (var part in url.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                if (parts.Count == 0)
                {
                    return "";
                }

                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return $"{Address.GetLeftPart(UriPartial.Authority)}/{string.Join('/', parts)}";
    }

    /// <summary>Whether a text is meant as an address and not as a folder.</summary>
    public static bool LooksLikeOne(string text) =>
        text.Contains("://", StringComparison.Ordinal) || text.StartsWith("git@", StringComparison.Ordinal) || text.StartsWith("github.com/", StringComparison.Ordinal);

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_./+\-]{0,250}\z")]
    private static partial Regex Name();
}
