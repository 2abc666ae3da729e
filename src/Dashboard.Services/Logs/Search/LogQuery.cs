namespace Dashboard.Services.Logs.Search;

/// <summary>What is looked for in a log.</summary>
public sealed record LogQuery
{
    /// <summary>Most matches that are told.</summary>
    public const int MostMatches = 10_000;

    /// <summary>The text or the expression; at most <see cref="MostText"/> characters.</summary>
    public string Text { get; init; } = "";

    /// <summary>Longest text, in characters.</summary>
    public const int MostText = 1000;

    /// <summary>Whether the text is a regular expression of .NET's non-backtracking engine: none takes longer than its input is long.</summary>
    public bool Regex { get; init; }

    /// <summary>Whether upper and lower case differ.</summary>
    public bool CaseSensitive { get; init; }

    /// <summary>"stdout" or "stderr"; "" is both.</summary>
    public string Stream { get; init; } = "";

    /// <summary>Only from this time on: RFC 3339 or seconds since 1970; "" is no bound.</summary>
    public string Since { get; init; } = "";

    /// <summary>Only up to this time; "" is no bound.</summary>
    public string Until { get; init; } = "";

    /// <summary>Whether to begin at the end.</summary>
    public bool NewestFirst { get; init; }

    /// <summary>Matches wanted at most, 1 to <see cref="MostMatches"/>.</summary>
    public int Limit { get; init; } = 1000;
}
