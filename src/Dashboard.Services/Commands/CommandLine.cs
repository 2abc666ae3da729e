namespace Dashboard.Services.Commands;

/// <summary>
/// Docker command lines: text to record and back. Both ways follow from the one declaration on the record, so
/// <c>Parse(Print(c))</c> equals <c>c</c> for every command.
/// </summary>
public static class CommandLine
{
    /// <summary>Reads one line; the leading word "docker" may be left out.</summary>
    /// <exception cref="CommandLineException">The line is wrong; the message is the docker CLI's.</exception>
    public static DockerCommand Parse(string line) => Parse(ShellWords.Split(line));

    /// <summary>Reads a line that is already split into words.</summary>
    /// <exception cref="CommandLineException">The line is wrong; the message is the docker CLI's.</exception>
    public static DockerCommand Parse(IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var rest = words is ["docker", ..] ? [.. words.Skip(1)] : words;
        var (shape, pathLength) = CommandCatalogue.Default.Find(rest);
        return new CommandLineParser(shape).Parse([.. rest.Skip(pathLength)]);
    }

    /// <summary>The line that <see cref="Parse(string)"/> reads back to an equal command; long options, quoted where needed.</summary>
    public static string Print(DockerCommand command) => string.Join(' ', Words(command).Select(ShellWords.Quote));

    /// <summary>The same line with the values that look secret left out, for the audit log and for people to see.</summary>
    public static string PrintMasked(DockerCommand command) =>
        PrintMasked(command, CommandSecrets.Of(command));

    /// <summary>The same, without what is known to be secret either.</summary>
    internal static string PrintMasked(DockerCommand command, KnownSecrets known) =>
        string.Join(' ', Words(command, SecretWords.MaskValue, SecretWords.Mask).Select(known.Mask).Select(ShellWords.Quote));

    /// <summary>The words of <see cref="Print"/>, unquoted.</summary>
    public static IReadOnlyList<string> Words(DockerCommand command) => Words(command, (_, word) => word, words => words);

    /// <summary>The words, each passed through: values of options by <paramref name="value"/>, arguments by <paramref name="free"/>.</summary>
    internal static IReadOnlyList<string> Words(
        DockerCommand command, Func<string, string, string> value, Func<IReadOnlyList<string>, IReadOnlyList<string>> free)
    {
        var shape = CommandCatalogue.Default.For(command);
        var untouched = shape.Create();
        List<string> words = ["docker", .. shape.Verb.Path.Split(' ')];
        foreach (var option in shape.Options)
        {
            foreach (var word in option.Words(command, untouched) ?? [])
            {
                words.AddRange(option.IsSwitch ? [word == "true" ? option.Option!.Name : $"{option.Option!.Name}={word}"] : [option.Option!.Name, value(option.Option!.Name, word)]);
            }
        }

        var given = shape.Arguments.Select(a => (Shape: a, Words: a.Words(command, untouched))).ToList();
        // An empty text is left out only where no other could take its place: docker rename web ''.
        var keepsPlaces = given.Any(a => a.Words is not null);
        IReadOnlyList<string> arguments = free([.. given.SelectMany(a => a.Words ?? (keepsPlaces && !a.Shape.Argument!.Optional && a.Shape.IsText ? [""] : []))]);
        // "-" alone is a stream, and no option.
        var looksLikeOption = shape.Verb.OptionsFirst ? arguments is [['-', _, ..], ..] : arguments.Any(a => a is ['-', _, ..]);
        if (looksLikeOption)
        {
            words.Add("--");
        }

        words.AddRange(arguments);
        return words;
    }
}
