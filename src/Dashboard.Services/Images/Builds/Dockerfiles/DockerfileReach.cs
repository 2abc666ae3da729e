using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Images.Builds.Dockerfiles;

/// <summary>
/// What a Dockerfile makes the engine contact, and what else reaches out of its containers. Read widely, since it must see at least what any
/// builder sees: each line may begin an instruction, also in a heredoc; both escape characters continue a line; quotes and escapes are taken off
/// wherever they stand. What can't be known before the build is refused.
/// </summary>
internal sealed partial class DockerfileReach
{
    /// <summary>A build argument by which BuildKit takes another program to read the Dockerfile.</summary>
    public const string SyntaxArgument = "BUILDKIT_SYNTAX";

    private static readonly char[] _quoting = ['"', '\'', '\\', '`'];
    // All instructions together, each with the lines that continue it: a line that everything continues is read once for each of them.
    private const int MostCharacters = 8 * 1024 * 1024;
    private const string TooLong = "a Dockerfile of which too many lines are continued";
    private const string Shorthand = "github.com";

    private static readonly char[] _listing = ['[', ']', ','];
    private static readonly string[] _frontends = ["docker/dockerfile", "docker/dockerfile-upstream"];

    private readonly HashSet<ContactedHost> _hosts = [];
    private readonly HashSet<string> _violations = [];
    private readonly HashSet<string> _bases = [];
    // By name, the first line that declares it whatever reads the Dockerfile: only behind it does the name mean the stage and no image.
    private readonly Dictionary<string, int> _stages = new(StringComparer.OrdinalIgnoreCase);
    private readonly DockerfileVariables _variables;
    private int _line;

    private DockerfileReach(DockerfileVariables variables) => _variables = variables;

    /// <summary>Hosts that are contacted.</summary>
    public IReadOnlyCollection<ContactedHost> Hosts => _hosts;

    /// <summary>Images that it builds on, as it names them: their own ONBUILD instructions are carried out, too.</summary>
    public IReadOnlyCollection<string> Bases => _bases;

    /// <summary>What reaches out otherwise, or where to can't be known, in words.</summary>
    public IReadOnlyCollection<string> Violations => _violations;

    /// <summary>Reads a Dockerfile.</summary>
    /// <param name="text">All of it.</param>
    /// <param name="buildArgs">Values that the build gives to its ARGs.</param>
    /// <param name="platforms">Values of the variables that BuildKit sets itself, such as TARGETARCH, as far as they are known.</param>
    public static DockerfileReach Of(string text, IReadOnlyDictionary<string, string> buildArgs, IReadOnlyDictionary<string, string>? platforms = null)
    {
        // Only this ends a line for a builder; a lone \r is a blank.
        var lines = text.TrimStart('\uFEFF').Split('\n');
        List<(int Line, string Text)> instructions = [];
        var characters = 0;
        for (var at = 0; at < lines.Length && characters <= MostCharacters; at++)
        {
            var instruction = Instruction(lines, at, MostCharacters - characters);
            characters += instruction.Length + 1;
            instructions.Add((at, instruction));
        }

        instructions.RemoveAll(i => i.Text.Length == 0);
        var reach = new DockerfileReach(DockerfileVariables.Of(instructions.Select(i => Words(Bare(i.Text))), buildArgs, platforms ?? new Dictionary<string, string>()));
        if (characters > MostCharacters)
        {
            reach._violations.Add(TooLong);
            return reach;
        }

        reach.ReadSyntax(lines, buildArgs);
        reach.AddStages(lines, instructions);
        foreach (var (line, instruction) in instructions)
        {
            reach._line = line;
            reach.Read(instruction);
        }

        return reach;
    }

    // The line and those that continue it; comments and empty lines between do not end it.
    private static string Instruction(string[] lines, int at, int most)
    {
        if (IsNothing(lines[at]))
        {
            return "";
        }

        var text = new StringBuilder();
        while (true)
        {
            var line = lines[at].TrimEnd();
            var isContinued = line is [.., '\\' or '`'];
            text.Append(isContinued ? line[..^1] : line);
            do
            {
                at++;
            }
            while (at < lines.Length && IsNothing(lines[at]));

            if (!isContinued || at >= lines.Length || text.Length > most)
            {
                return text.ToString().Trim();
            }
        }
    }

    private static bool IsNothing(string line) => line.AsSpan().TrimStart() is [] or ['#', ..];

    private static string Bare(string text) => string.Concat(text.Where(c => !_quoting.Contains(c)));

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static bool IsNamed(string[] words, string name) => words is [var first, ..] && first.Equals(name, StringComparison.OrdinalIgnoreCase);

    // "# syntax=", also after "//", and the same as JSON. Which lines still count is the builder's affair.
    private void ReadSyntax(string[] lines, IReadOnlyDictionary<string, string> buildArgs)
    {
        foreach (var match in lines.Select(l => Syntax().Match(l)).Where(m => m.Success))
        {
            AddFrontend(match.Groups["image"].Value);
        }

        if (buildArgs.TryGetValue(SyntaxArgument, out var image))
        {
            AddFrontend(image);
        }
    }

    // A frontend tells the engine what to fetch, whatever the rest of the Dockerfile says.
    private void AddFrontend(string image)
    {
        var name = ImageNames.Familiar(ImageNames.Cut(Bare(image)).Name);
        if (_frontends.Contains(name))
        {
            AddImage(name);
            return;
        }

        _violations.Add($"the Dockerfile frontend {image}");
    }

    // Of lines that may be the text of a heredoc, or go on with the line before, nobody knows whether they declare a stage.
    private void AddStages(string[] lines, IReadOnlyList<(int Line, string Text)> instructions)
    {
        var heredoc = Array.FindIndex(lines, l => l.Contains("<<", StringComparison.Ordinal));
        foreach (var (line, text) in instructions.Where(i => (heredoc < 0 || i.Line < heredoc) && !IsContinuation(lines, i.Line)))
        {
            var from = Words(Bare(text));
            var at = IsNamed(from, "FROM") ? Array.FindIndex(from, w => w.Equals("AS", StringComparison.OrdinalIgnoreCase)) : -1;
            if (at > 0 && at + 1 < from.Length && StageName().IsMatch(from[at + 1]))
            {
                _stages.TryAdd(from[at + 1], line);
            }
        }
    }

    private static bool IsContinuation(string[] lines, int at)
    {
        var before = at - 1;
        while (before >= 0 && IsNothing(lines[before]))
        {
            before--;
        }

        return before >= 0 && lines[before].TrimEnd() is [.., '\\' or '`'];
    }

    private void Read(string instruction)
    {
        var bare = Bare(instruction);
        var words = Words(bare);
        if (IsNamed(words, "ONBUILD"))
        {
            // For whoever builds on it.
            var rest = instruction.IndexOf("ONBUILD", StringComparison.OrdinalIgnoreCase) + "ONBUILD".Length;
            Read(instruction[rest..]);
        }
        else if (IsNamed(words, "FROM"))
        {
            // All of its words but the stage's name at the end: a flag may have blanks in quotes.
            var isStage = words.Length > 3 && words[^2].Equals("AS", StringComparison.OrdinalIgnoreCase);
            foreach (var word in words[1..(isStage ? ^1 : ^0)].Where(w => !w.StartsWith("--", StringComparison.Ordinal) && !w.Equals("AS", StringComparison.OrdinalIgnoreCase)))
            {
                AddBases(word);
            }
        }
        else if (IsNamed(words, "ADD"))
        {
            ReadAdd(instruction, words);
            ReadMounts(bare);
        }
        else if (IsNamed(words, "COPY"))
        {
            ReadMounts(bare);
        }
        else if (IsNamed(words, "RUN"))
        {
            ReadMounts(bare);
            ReadRunFlags(instruction, words);
        }
    }

    private void ReadMounts(string bare)
    {
        // --from=image, --mount=type=bind,from=image
        if (bare.Contains("--from", StringComparison.OrdinalIgnoreCase) || bare.Contains("--mount", StringComparison.OrdinalIgnoreCase))
        {
            foreach (Match from in From().Matches(bare))
            {
                AddMounted(from.Groups["image"].Value);
            }
        }
    }

    // A flag may hold blanks in quotes: where one has quotes or escapes, each word is taken for a flag.
    private void ReadRunFlags(string instruction, string[] words)
    {
        static bool IsFlag(string word) => word.StartsWith("--", StringComparison.Ordinal);
        var isQuoted = Words(instruction).Skip(1).TakeWhile(IsFlag).Any(w => w.AsSpan().ContainsAny(_quoting));
        foreach (var flag in isQuoted ? words.Skip(1).Where(IsFlag) : words.Skip(1).TakeWhile(IsFlag))
        {
            var (name, value) = flag.Split('=', 2) is [var n, var v] ? (n.ToLowerInvariant(), v) : (flag.ToLowerInvariant(), "");
            if ((name == "--network" && value is not ("none" or "default")) || (name == "--security" && value != "sandbox") || name == "--device")
            {
                _violations.Add($"RUN {flag}");
            }
        }
    }

    private void ReadAdd(string instruction, string[] words)
    {
        string[] sources = [.. words[1..].SelectMany(w => w.Split(_listing, StringSplitOptions.RemoveEmptyEntries))];
        // ADD ["source", "target"]
        var bracket = instruction.IndexOf('[', StringComparison.Ordinal);
        if (bracket >= 0 && Strings(instruction[bracket..]) is { Length: > 0 } listed)
        {
            sources = [.. sources, .. listed.Select(Bare)];
        }

        for (var at = 0; at < sources.Length; at++)
        {
            // The last is where to.
            AddSource(sources[at], mayBeVariable: at < sources.Length - 1);
        }
    }

    private static string[] Strings(string json)
    {
        try
        {
            // What follows the list does not keep a builder from reading it.
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? [.. document.RootElement.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!)]
                : [];
        }
        catch (JsonException)
        {
            // No list: words, which are read as such.
            return [];
        }
    }

    private void AddSource(string source, bool mayBeVariable)
    {
        if (source.StartsWith("--", StringComparison.Ordinal))
        {
            return;
        }

        var dollar = source.IndexOf('$', StringComparison.Ordinal);
        var known = dollar < 0 ? source : source[..dollar];
        // A host ends where a path begins: what a variable follows may go on.
        if (Remote().Match(dollar < 0 ? known + "/" : known) is { Success: true } remote)
        {
            _hosts.Add(new ContactedHost(HostUse.Download, remote.Groups["host"].Value.ToLowerInvariant()));
        }
        else if (known.StartsWith(Shorthand + "/", StringComparison.OrdinalIgnoreCase))
        {
            _hosts.Add(new ContactedHost(HostUse.Download, Shorthand));
        }
        else if (Scheme().IsMatch(known) || Scp().IsMatch(known))
        {
            _violations.Add($"a download from {source}");
        }
        else if (dollar >= 0 && mayBeVariable && !known.Contains('/', StringComparison.Ordinal))
        {
            // Variables of the image that it is built on count too, and nobody knows those yet.
            _violations.Add($"ADD {source}, which may become an address: write it out, or use COPY");
        }
    }

    // Here variables of the image that it is built on count, too.
    private void AddMounted(string image)
    {
        if (image.Contains('$', StringComparison.Ordinal))
        {
            _violations.Add(Unknown(image));
            return;
        }

        // Stages have numbers, too.
        if (!image.All(char.IsAsciiDigit))
        {
            AddImage(image);
        }
    }

    private void AddBases(string text)
    {
        if (_variables.Expand(text) is not { } images)
        {
            _violations.Add(Unknown(text));
            return;
        }

        foreach (var image in images.Where(IsImage))
        {
            _bases.Add(image);
            AddImage(image);
        }
    }

    private static string Unknown(string image) => $"an image whose name is not known before the build ({image})";

    private void AddImage(string image)
    {
        if (IsImage(image) && ImageNames.Complaint(image) is null)
        {
            _hosts.Add(ContactedHost.Registry(ImageNames.Domain(image)));
        }
    }

    private bool IsImage(string name) =>
        name != "scratch" && !(_stages.TryGetValue(name, out var declared) && declared < _line) && ImageReference.TryParse(name, null, out _);

    [GeneratedRegex(@"(?:#|//|[{,])\s*""?syntax""?\s*[=:]\s*""?(?<image>[^\s"",}]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Syntax();

    [GeneratedRegex(@"(?<![a-z0-9_])from=(?<image>[^\s,]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex From();

    [GeneratedRegex(@"\A[a-zA-Z][a-zA-Z0-9_.-]*\z")]
    private static partial Regex StageName();

    // An address whose host can't be read in two ways: no account, nothing escaped.
    [GeneratedRegex(@"\A(?:https?|git|ftp)://(?<host>(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?)[/?#]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Remote();

    [GeneratedRegex(@"\A[a-z][a-z0-9+.-]*:/*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"\A[^/\s]+@[^/\s]+:", RegexOptions.CultureInvariant)]
    private static partial Regex Scp();
}
