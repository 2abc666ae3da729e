namespace Dashboard.Services.Commands;

/// <summary>The docker spelling of a command record: <c>docker stop</c> is <c>[Verb("stop", …)]</c>.</summary>
/// <param name="path">Words after <c>docker</c>, e.g. "stop" or "container prune".</param>
/// <param name="summary">One sentence, as help shows it.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class VerbAttribute(string path, string summary) : Attribute
{
    /// <summary>Words after <c>docker</c>.</summary>
    public string Path { get; } = path;

    /// <summary>One sentence, as help shows it.</summary>
    public string Summary { get; } = summary;

    /// <summary>Other spellings, e.g. "container stop".</summary>
    public string[] Aliases { get; init; } = [];

    /// <summary>
    /// Options end at the first argument, because what follows belongs to somebody else's program
    /// (<c>docker exec web ls -l</c>).
    /// </summary>
    public bool OptionsFirst { get; init; }
}
