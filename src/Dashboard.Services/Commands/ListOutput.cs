using Dashboard.Services.Formatting;

namespace Dashboard.Services.Commands;

/// <summary>Lists as the docker CLI's formatter prints them.</summary>
internal static class ListOutput
{
    /// <summary>The rows in <paramref name="format"/>, or what is wrong with it.</summary>
    public static CommandResult Write(string format, IEnumerable<IGoObject> rows, IGoObject titles)
    {
        try
        {
            return new CommandResult(0, ListFormat.Parse(format).Write(rows, titles), "");
        }
        catch (GoTemplateException e)
        {
            return new CommandResult(1, "", $"template parsing error: {e.Message}\n");
        }
    }

    /// <summary>The format that is meant: a list's own table, its ids, or what was given.</summary>
    /// <param name="given">The option's value.</param>
    /// <param name="quiet">Whether only what names the rows is wanted.</param>
    /// <param name="formats">What the list calls so.</param>
    public static string Format(string? given, bool quiet, ListFormats formats) => (given, quiet) switch
    {
        (null or "" or "table", true) => formats.Quiet,
        (null or "" or "table", _) => formats.Table,
        ("raw", true) => formats.RawQuiet,
        ("raw", _) => formats.Raw,
        _ => given,
    };
}

/// <summary>The formats of a list that have names.</summary>
/// <param name="Table">The usual table.</param>
/// <param name="Quiet">What <c>--quiet</c> leaves.</param>
/// <param name="Raw">A paragraph for each row.</param>
/// <param name="RawQuiet">What <c>--quiet</c> leaves of that.</param>
internal sealed record ListFormats(string Table, string Quiet, string Raw, string RawQuiet);
