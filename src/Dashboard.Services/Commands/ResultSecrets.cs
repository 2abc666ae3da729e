namespace Dashboard.Services.Commands;

/// <summary>Masks the secrets in what a command tells of its failure; what a program printed stays as it is.</summary>
internal static class ResultSecrets
{
    /// <summary><paramref name="result"/> with <paramref name="known"/>, and what looks secret, left out of its errors.</summary>
    public static CommandResult Masked(this CommandResult result, KnownSecrets known)
    {
        if (result.Error is null && result.Targets.All(t => t.Error is null))
        {
            return result;
        }

        return result with
        {
            Stderr = Mask(result.Stderr),
            Error = result.Error is { } error ? Without(error) : null,
            Targets = [.. result.Targets.Select(t => t with { Error = t.Error is { } of ? Without(of) : null })],
        };

        string Mask(string text) => known.Mask(SecretWords.Mask(text));

        EngineError Without(EngineError of) => of with { Message = Mask(of.Message) };
    }
}
