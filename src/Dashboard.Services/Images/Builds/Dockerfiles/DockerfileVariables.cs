namespace Dashboard.Services.Images.Builds.Dockerfiles;

/// <summary>
/// Every value that the ARGs of a Dockerfile can have where it names an image: what the build gives, or else each default that stands anywhere.
/// </summary>
internal sealed class DockerfileVariables
{
    private const int MostValues = 64;
    private const int DeepestNesting = 8;
    private const int MostSteps = 2000;

    // Set by BuildKit itself; values that are not known hold nothing that makes a host of a name.
    private static readonly string[] _platform =
        ["BUILDPLATFORM", "BUILDOS", "BUILDARCH", "BUILDVARIANT", "TARGETPLATFORM", "TARGETOS", "TARGETARCH", "TARGETVARIANT", "TARGETSTAGE"];

    private readonly Dictionary<string, HashSet<string>> _values = new(StringComparer.Ordinal);

    // Declared before the first stage with a value that is not empty: what stands for one that is unset never counts.
    private readonly HashSet<string> _set = new(StringComparer.Ordinal);

    private DockerfileVariables()
    {
    }

    /// <summary>Reads the ARGs of a Dockerfile.</summary>
    /// <param name="instructions">The words of each instruction.</param>
    /// <param name="buildArgs">Values that the build gives.</param>
    /// <param name="platforms">Values that BuildKit sets, as far as they are known.</param>
    public static DockerfileVariables Of(
        IEnumerable<string[]> instructions, IReadOnlyDictionary<string, string> buildArgs, IReadOnlyDictionary<string, string> platforms)
    {
        var variables = new DockerfileVariables();
        var isBeforeStages = true;
        foreach (var words in instructions.Where(w => w.Length > 0))
        {
            // Anything else ends the part before the stages, or is a line of which nobody knows what it is.
            var isArg = words[0].Equals("ARG", StringComparison.OrdinalIgnoreCase);
            isBeforeStages &= isArg;
            foreach (var word in isArg ? words.Skip(1) : [])
            {
                var (name, value) = word.Split('=', 2) is [var n, var v] ? (n, v) : (word, "");
                value = buildArgs.GetValueOrDefault(name, value);
                variables.Add(name, value);
                // The last one counts.
                variables._set.Remove(name);
                if (isBeforeStages && value.Length > 0 && !value.Contains('$', StringComparison.Ordinal))
                {
                    variables._set.Add(name);
                }
            }
        }

        foreach (var (name, value) in buildArgs)
        {
            variables.Add(name, value);
        }

        foreach (var name in _platform.Where(n => !variables._values.ContainsKey(n)))
        {
            variables.Add(name, platforms.GetValueOrDefault(name, "x"));
        }

        return variables;
    }

    /// <summary>All that <paramref name="text"/> can stand for; null when that can't be known, or is too much.</summary>
    public IReadOnlyCollection<string>? Expand(string text)
    {
        var steps = 0;
        return Expand(text, 0, ref steps);
    }

    private void Add(string name, string value)
    {
        if (!_values.TryGetValue(name, out var values))
        {
            _values[name] = values = [];
        }

        values.Add(value);
    }

    private HashSet<string>? Expand(string text, int depth, ref int steps)
    {
        var dollar = text.IndexOf('$', StringComparison.Ordinal);
        if (dollar < 0)
        {
            return [text];
        }

        if (depth > DeepestNesting || ++steps > MostSteps || Read(text, dollar + 1) is not { } variable || Expand(text[variable.End..], depth + 1, ref steps) is not { } rests)
        {
            return null;
        }

        HashSet<string> all = [];
        foreach (var value in Values(variable).Distinct())
        {
            if (++steps > MostSteps || Expand(value, depth + 1, ref steps) is not { } values)
            {
                return null;
            }

            all.UnionWith(from v in values from r in rests select text[..dollar] + v + r);
            if (all.Count > MostValues)
            {
                return null;
            }
        }

        return all;
    }

    // A variable that nothing is known of is empty, unless the builder knows better.
    private IEnumerable<string> Values((string Name, string? Word, bool IsDefault, int End) variable)
    {
        IEnumerable<string> known = _values.TryGetValue(variable.Name, out var values) ? values : ["", "x"];
        return variable.Word is { } word && !(variable.IsDefault && _set.Contains(variable.Name)) ? known.Append(word) : known;
    }

    // $NAME, ${NAME}, ${NAME:-word}, ${NAME-word}, ${NAME:+word}, ${NAME+word}; null for all else.
    private static (string Name, string? Word, bool IsDefault, int End)? Read(string text, int at)
    {
        var isBraced = at < text.Length && text[at] == '{';
        var start = isBraced ? at + 1 : at;
        var end = start;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        var name = text[start..end];
        if (name.Length == 0)
        {
            return null;
        }

        if (!isBraced)
        {
            return (name, null, false, end);
        }

        var close = Close(text, end);
        if (close < 0)
        {
            return null;
        }

        var modifier = text[end..close];
        return modifier switch
        {
            "" => (name, null, false, close + 1),
            [':', '-' or '+', ..] => (name, modifier[2..], modifier[1] == '-', close + 1),
            ['-' or '+', ..] => (name, modifier[1..], modifier[0] == '-', close + 1),
            _ => null,
        };
    }

    private static int Close(string text, int from)
    {
        var depth = 1;
        for (var at = from; at < text.Length; at++)
        {
            depth += text[at] == '{' ? 1 : text[at] == '}' ? -1 : 0;
            if (depth == 0)
            {
                return at;
            }
        }

        return -1;
    }
}
