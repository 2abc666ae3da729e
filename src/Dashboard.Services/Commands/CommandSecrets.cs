namespace Dashboard.Services.Commands;

/// <summary>Secret values that a command was given, by name and form; masked wherever they recur in what comes of it.</summary>
internal static class CommandSecrets
{
    /// <summary>Those of <paramref name="command"/>.</summary>
    public static KnownSecrets Of(DockerCommand command)
    {
        List<string> found = [];
        _ = CommandLine.Words(
            command, (option, word) => SecretWords.MaskValue(option, word, found.Add), words => SecretWords.Mask(words, found.Add));
        return KnownSecrets.Of(found);
    }
}
