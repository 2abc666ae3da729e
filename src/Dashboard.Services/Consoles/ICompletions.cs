using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Consoles;

/// <summary>Says what could stand where somebody is typing: commands, flags with their help, and names of what they may see.</summary>
public interface ICompletions
{
    /// <summary>What could stand at <paramref name="caret"/>.</summary>
    /// <param name="actor">Who types.</param>
    /// <param name="environment">On which engine.</param>
    /// <param name="text">All that is typed.</param>
    /// <param name="caret">Where in it, in UTF-16 units; brought into the text.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<Completion> CompleteAsync(Actor actor, DockerEnvironment environment, string text, int caret, CancellationToken cancellationToken);
}

/// <inheritdoc cref="ICompletions"/>
internal sealed class Completions(ILiveNames names) : ICompletions
{
    private const int MostItems = 50;

    private static readonly Comparer<(bool IsInside, string Text)> _worstFirst = Comparer<(bool IsInside, string Text)>.Create(
        (a, b) => a.IsInside != b.IsInside ? b.IsInside.CompareTo(a.IsInside) : string.CompareOrdinal(b.Text, a.Text));

    private readonly CommandCatalogue _catalogue = CommandCatalogue.Default;

    public async Task<Completion> CompleteAsync(
        Actor actor, DockerEnvironment environment, string text, int caret, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        var typed = TypedPrefix.Read(text, Math.Clamp(caret, 0, text.Length));
        if (Shape(typed.Words) is not { } found)
        {
            return Of(typed.Part, typed.Start, Commands(typed.Words));
        }

        var (shape, path) = found;
        var place = Place.Find(shape, [.. typed.Words.Skip(path)]);
        if (place.Option is { } option)
        {
            return Of(typed.Part, typed.Start, await ValuesAsync(actor, environment, shape, option, typed.Part, cancellationToken));
        }

        if (!place.OptionsAreOver && typed.Part.StartsWith('-'))
        {
            var equals = typed.Part.IndexOf('=', StringComparison.Ordinal);
            return equals > 0 && shape.Fields.FirstOrDefault(f => f.Name == typed.Part[..equals]) is { } given
                ? Of(typed.Part[(equals + 1)..], typed.Start + equals + 1, await ValuesAsync(actor, environment, shape, given, typed.Part[(equals + 1)..], cancellationToken))
                : Of(typed.Part, typed.Start, Flags(shape, typed.Part));
        }

        var argument = place.Argument < shape.Arguments.Count ? shape.Arguments[place.Argument] : shape.Arguments.LastOrDefault(a => a.IsList);
        var kinds = argument is null ? LiveNameKinds.None : CompletionValues.OfArgument(shape.Verb.Path, argument.Argument!.Name);
        return Of(typed.Part, typed.Start, await NamesAsync(actor, environment, kinds, typed.Part, cancellationToken));
    }

    private (CommandShape Shape, int Path)? Shape(IReadOnlyList<string> words)
    {
        // "volume" alone is not whole yet, and "container" with something wrong behind it never will be.
        try
        {
            return words.Count == 0 || words[0] is "help" ? null : _catalogue.Find(words);
        }
        catch (CommandLineException)
        {
            return null;
        }
    }

    private IEnumerable<CompletionItem> Commands(IReadOnlyList<string> words)
    {
        if (words is [] or ["help"])
        {
            var groups = _catalogue.Paths.Where(p => p.Path.Contains(' ', StringComparison.Ordinal)).Select(p => p.Path.Split(' ')[0]).Distinct()
                .Select(g => new CompletionItem(g, "command", $"docker {g} …"));
            return _catalogue.Commands.Where(c => !c.Verb.Path.Contains(' ', StringComparison.Ordinal)).Select(c => new CompletionItem(c.Verb.Path, "command", c.Verb.Summary)).Concat(groups);
        }

        return words is [var group]
            ? _catalogue.Paths.Where(p => p.Path.StartsWith(group + " ", StringComparison.Ordinal)).Select(p => new CompletionItem(p.Path[(group.Length + 1)..], "command", p.Shape.Verb.Summary))
            : [];
    }

    private static IEnumerable<CompletionItem> Flags(CommandShape shape, string part) => shape.Fields
        .Where(f => f.Name.StartsWith(part, StringComparison.Ordinal) || f.Shorthand == part || part == "-")
        .Select(f => new CompletionItem(
            part.StartsWith("--", StringComparison.Ordinal) || f.Shorthand is null ? f.Name : f.Shorthand,
            "flag",
            $"{(f.Shorthand is null ? "" : $"{f.Name} ")}{f.Kind}{(f.Kind.Length == 0 ? "" : " · ")}{f.Help}".Trim()))
        .Append(new CompletionItem("--help", "flag", "Print usage"));

    private async Task<IEnumerable<Candidate>> ValuesAsync(
        Actor actor, DockerEnvironment environment, CommandShape shape, OptionField option, string part, CancellationToken cancellationToken)
    {
        var words = CompletionValues.Words(shape.Verb.Path, option.Name).Select(w => new CompletionItem(w, "value", option.Help, !w.EndsWith('=')));
        return words.Select(Candidate.Of).Concat(await NamesAsync(actor, environment, CompletionValues.OfOption(option.Name), part, cancellationToken));
    }

    private async Task<IEnumerable<Candidate>> NamesAsync(
        Actor actor, DockerEnvironment environment, LiveNameKinds kinds, string part, CancellationToken cancellationToken) =>
        kinds == LiveNameKinds.None ? [] : (await names.ListAsync(actor, environment, kinds, part, cancellationToken)).Select(n => new Candidate(n.Text, null, n));

    private static Completion Of(string part, int start, IEnumerable<CompletionItem> items) => Of(part, start, items.Select(Candidate.Of));

    // What begins with what is typed comes before what only has it somewhere; of ten thousand only the best few are kept and put in order.
    private static Completion Of(string part, int start, IEnumerable<Candidate> candidates)
    {
        var best = new PriorityQueue<Candidate, (bool IsInside, string Text)>(MostItems + 1, _worstFirst);
        var total = 0;
        foreach (var candidate in candidates)
        {
            var at = candidate.Text.IndexOf(part, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                continue;
            }

            total++;
            best.Enqueue(candidate, (at > 0, candidate.Text));
            if (best.Count > MostItems)
            {
                best.Dequeue();
            }
        }

        var kept = new CompletionItem[best.Count];
        for (var i = kept.Length - 1; i >= 0; i--)
        {
            kept[i] = best.Dequeue().ToItem();
        }

        return new Completion(start, kept, total);
    }

    // A name becomes an item only if it is among the best.
    private readonly record struct Candidate(string Text, CompletionItem? Item, LiveName Name)
    {
        public static Candidate Of(CompletionItem item) => new(item.Text, item, default);

        public CompletionItem ToItem() => Item ?? new CompletionItem(Text, Name.Kind.ToString().ToLowerInvariant(), Name.Description);
    }

    // Where in a command the next word would be.
    private sealed record Place(OptionField? Option, int Argument, bool OptionsAreOver)
    {
        public static Place Find(CommandShape shape, IReadOnlyList<string> words)
        {
            var (argument, over) = (0, false);
            for (var i = 0; i < words.Count; i++)
            {
                var word = words[i];
                if (over || !word.StartsWith('-') || word == "-")
                {
                    argument++;
                    over |= shape.Verb.OptionsFirst;
                }
                else if (word == "--")
                {
                    over = true;
                }
                else if (Waiting(shape, word) is { } option && ++i >= words.Count)
                {
                    return new Place(option, argument, over);
                }
            }

            return new Place(null, argument, over);
        }

        // The option whose value is the next word.
        private static OptionField? Waiting(CommandShape shape, string word)
        {
            var field = word.StartsWith("--", StringComparison.Ordinal)
                ? shape.Fields.FirstOrDefault(f => f.Name == word)
                : word.Skip(1).Select(letter => shape.Fields.FirstOrDefault(f => f.Shorthand == $"-{letter}")).SkipWhile(f => f is { IsSwitch: true }).FirstOrDefault() is { } last
                    && last.Shorthand![1] == word[^1] ? last : null;
            return field is { IsSwitch: false } ? field : null;
        }
    }
}
