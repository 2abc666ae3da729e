namespace Dashboard.Services.Formatting;

/// <summary>
/// A template of a <c>--format</c> option: the part of Go's text/template that the docker CLI's users write, with docker's own functions.
/// It reads values that it is given and nothing else, and both its work and its output are bounded.
/// </summary>
public sealed class GoTemplate
{
    /// <summary>Longest template, in characters.</summary>
    public const int LongestText = 128 * 1024;

    private readonly string _text;
    private readonly IReadOnlyList<GoNode> _nodes;

    private GoTemplate(string text, IReadOnlyList<GoNode> nodes) => (_text, _nodes) = (text, nodes);

    /// <summary>Reads a template.</summary>
    /// <exception cref="GoTemplateException">It is wrong; the words are Go's.</exception>
    public static GoTemplate Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > LongestText)
        {
            throw new GoTemplateException($"template: :1: the template is longer than {LongestText} characters");
        }

        return new GoTemplate(text, new GoTemplateParser(text, GoTemplateFunctions.IsKnown).Parse());
    }

    /// <summary>What it makes of <paramref name="data"/>.</summary>
    /// <exception cref="GoTemplateException">It asks for what is not there, or for too much work.</exception>
    public string Execute(object? data) => new GoTemplateRun(_text, data, GoTemplateFunctions.Of(forHeader: false), isUntyped: false).Run(_nodes);

    /// <summary>What it makes of decoded JSON, where what is not in a map is an error (Go's <c>missingkey=error</c>).</summary>
    /// <exception cref="GoTemplateException">It asks for what is not there, or for too much work.</exception>
    public string ExecuteUntyped(object? data) => new GoTemplateRun(_text, data, GoTemplateFunctions.Of(forHeader: false), isUntyped: true).Run(_nodes);

    /// <summary>The head of a table: <paramref name="titles"/> stand for the values, and functions leave them as they are.</summary>
    public string ExecuteHeader(object? titles) => new GoTemplateRun(_text, titles, GoTemplateFunctions.Of(forHeader: true), isUntyped: false).Run(_nodes);
}
