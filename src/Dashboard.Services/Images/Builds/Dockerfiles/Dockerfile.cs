using System.Text.RegularExpressions;

namespace Dashboard.Services.Images.Builds.Dockerfiles;

/// <summary>
/// A Dockerfile as its instructions, read leniently (moby's <c>dockerfile/parser</c>): what somebody types has mistakes in it, and all the rest
/// is to be understood nevertheless.
/// </summary>
public sealed partial class Dockerfile
{
    private Dockerfile(IReadOnlyList<DockerfileInstruction> instructions, bool hasHeredoc) => (Instructions, HasHeredoc) = (instructions, hasHeredoc);

    /// <summary>In the order in which they stand.</summary>
    public IReadOnlyList<DockerfileInstruction> Instructions { get; }

    /// <summary>Whether any instruction has a text of several lines behind <c>&lt;&lt;</c>.</summary>
    public bool HasHeredoc { get; }

    /// <summary>Names of its stages, in order; one without a name is not among them.</summary>
    public IReadOnlyList<string> Stages => [.. Froms.Select(StageName).OfType<string>()];

    /// <summary>Names of its ARGs, each once, in order.</summary>
    public IReadOnlyList<string> Args => [.. Instructions.Where(i => i.Name == "ARG").SelectMany(i => i.Words).Select(w => w.Split('=')[0]).Where(n => n.Length > 0).Distinct()];

    internal IEnumerable<DockerfileInstruction> Froms => Instructions.Where(i => i.Name == "FROM");

    /// <summary>Reads one.</summary>
    public static Dockerfile Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var escape = EscapeOf(lines);
        List<DockerfileInstruction> instructions = [];
        var hasHeredoc = false;
        for (var at = 0; at < lines.Length; at++)
        {
            if (IsNothing(lines[at]))
            {
                continue;
            }

            var first = at;
            var whole = Joined(lines, ref at, escape);
            var instruction = Read(whole, first + 1);
            if (instruction.Name is "RUN" or "COPY" or "ADD")
            {
                foreach (Match mark in Heredoc().Matches(whole))
                {
                    hasHeredoc = true;
                    at = EndOf(lines, at + 1, mark.Groups["end"].Value, mark.Groups["dash"].Length > 0);
                }
            }

            instructions.Add(instruction);
        }

        return new Dockerfile(instructions, hasHeredoc);
    }

    internal static string? StageName(DockerfileInstruction from) =>
        from.Words is [_, var keyword, var name, ..] && keyword.Equals("AS", StringComparison.OrdinalIgnoreCase) ? name : null;

    // "# escape=`" among the directives, which stand before anything else.
    private static char EscapeOf(string[] lines)
    {
        foreach (var line in lines)
        {
            if (Directive().Match(line) is not { Success: true } directive)
            {
                break;
            }

            if (directive.Groups["name"].Value.Equals("escape", StringComparison.OrdinalIgnoreCase))
            {
                return directive.Groups["value"].Value is ['`'] ? '`' : '\\';
            }
        }

        return '\\';
    }

    // Comments and empty lines between continued lines do not end them.
    private static string Joined(string[] lines, ref int at, char escape)
    {
        var text = new System.Text.StringBuilder();
        for (; ; at++)
        {
            var line = lines[at].TrimEnd();
            var isContinued = line.Length > 0 && line[^1] == escape;
            text.Append(isContinued ? line[..^1] : line);
            if (!isContinued)
            {
                return text.ToString();
            }

            while (at + 1 < lines.Length && IsNothing(lines[at + 1]))
            {
                at++;
            }

            if (at + 1 >= lines.Length)
            {
                return text.ToString();
            }

            text.Append(' ');
        }
    }

    private static DockerfileInstruction Read(string whole, int line)
    {
        var text = whole.Trim();
        var end = text.AsSpan().IndexOfAny(' ', '\t');
        var (name, rest) = end < 0 ? (text, "") : (text[..end], text[end..].TrimStart());
        List<string> flags = [];
        while (rest.StartsWith("--", StringComparison.Ordinal))
        {
            var next = rest.AsSpan().IndexOfAny(' ', '\t');
            flags.Add(next < 0 ? rest : rest[..next]);
            rest = next < 0 ? "" : rest[next..].TrimStart();
        }

        return new DockerfileInstruction(line, name.ToUpperInvariant(), flags, rest);
    }

    private static int EndOf(string[] lines, int from, string end, bool isIndented)
    {
        for (var at = from; at < lines.Length; at++)
        {
            if ((isIndented ? lines[at].TrimStart('\t') : lines[at]) == end)
            {
                return at;
            }
        }

        return lines.Length - 1;
    }

    private static bool IsNothing(string line) => line.AsSpan().TrimStart() is [] or ['#', ..];

    [GeneratedRegex(@"^#[ \t]*(?<name>[a-zA-Z]+)[ \t]*=[ \t]*(?<value>.+?)[ \t]*$")]
    private static partial Regex Directive();

    [GeneratedRegex("""(?<![<\d])\d*<<(?<dash>-?)(?<q>['"]?)(?<end>[A-Za-z_][A-Za-z0-9_]*)\k<q>""")]
    private static partial Regex Heredoc();
}
