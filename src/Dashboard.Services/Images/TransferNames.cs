using Dashboard.Services.Commands;

namespace Dashboard.Services.Images;

/// <summary>What <c>docker pull</c> and <c>docker push</c> make of the name that they were given.</summary>
internal static class TransferNames
{
    private const string DefaultTag = "latest";

    /// <summary>What is wrong with it, in the docker CLI's words; null when nothing is.</summary>
    public static CommandResult? Complaint(string name, bool allTags) => ImageNames.Complaint(name) is { } wrong ? CommandResult.Wrong(wrong)
        : allTags && ImageNames.Cut(name).Suffix.Length > 0 ? CommandResult.Wrong("tag can't be used with --all-tags/-a")
        : null;

    /// <summary>The name that is sent, and a line about the tag that nobody gave.</summary>
    public static string Resolve(string name, bool allTags, EngineReport report)
    {
        if (allTags || ImageNames.Cut(name).Suffix.Length > 0)
        {
            return name;
        }

        report.Append($"Using default tag: {DefaultTag}\n");
        return $"{name}:{DefaultTag}";
    }
}
