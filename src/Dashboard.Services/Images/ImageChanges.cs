using Dashboard.Services.Images.Builds.Dockerfiles;

namespace Dashboard.Services.Images;

/// <summary>Reads what the instructions of <c>--change</c> (<c>docker commit</c> and <c>import</c>) do to an image.</summary>
public static class ImageChanges
{
    private static readonly char[] _quoting = ['"', '\'', '\\'];

    /// <summary>
    /// The labels that they set, read widely: quotes and escapes are taken off wherever they stand, so that no spelling hides a label. The last
    /// of a key counts.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Labels(IEnumerable<string> changes)
    {
        Dictionary<string, string> labels = [];
        foreach (var instruction in changes.SelectMany(c => Dockerfile.Parse(c).Instructions).Where(i => i.Name == "LABEL"))
        {
            // "LABEL key value" is the old form of "LABEL key=value key=value".
            if (instruction.Words is [var first, ..] && !first.Contains('=', StringComparison.Ordinal))
            {
                labels[Bare(first)] = Bare(string.Join(' ', instruction.Words.Skip(1)));
                continue;
            }

            foreach (var word in instruction.Words)
            {
                var (key, value) = Bare(word).Split('=', 2) is [var k, var v] ? (k, v) : (Bare(word), "");
                labels[key] = value;
            }
        }

        return labels;
    }

    private static string Bare(string word) => string.Concat(word.Where(c => !_quoting.Contains(c)));
}
