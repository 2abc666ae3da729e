namespace Dashboard.Services.Images.Builds.Dockerfiles;

/// <summary>An instruction of a Dockerfile.</summary>
/// <param name="Line">The line that it begins on, from 1.</param>
/// <param name="Name">In capitals: "RUN".</param>
/// <param name="Flags">What stands before its arguments with dashes: "--from=build".</param>
/// <param name="Arguments">All after that, continued lines joined, comments between them left out.</param>
public sealed record DockerfileInstruction(int Line, string Name, IReadOnlyList<string> Flags, string Arguments)
{
    /// <summary>The arguments, cut at blanks outside quotes.</summary>
    public IReadOnlyList<string> Words { get; } = Split(Arguments);

    /// <summary>The value of a flag; null when it is not there.</summary>
    public string? Flag(string name) => Flags.FirstOrDefault(f => f.StartsWith($"--{name}=", StringComparison.Ordinal))?[(name.Length + 3)..];

    private static List<string> Split(string text)
    {
        List<string> words = [];
        var word = new System.Text.StringBuilder();
        var quote = '\0';
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) && quote == '\0')
            {
                Add();
                continue;
            }

            quote = c == quote ? '\0' : quote == '\0' && c is '"' or '\'' && quote == '\0' ? c : quote;
            word.Append(c);
        }

        Add();
        return words;

        void Add()
        {
            if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }
    }
}
