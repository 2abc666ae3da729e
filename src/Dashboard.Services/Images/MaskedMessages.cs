using Dashboard.Services.Commands;

namespace Dashboard.Services.Images;

/// <summary>
/// Masks the secrets in what the engine tells while it moves or builds an image. What a build prints comes in pieces of any length, so it is
/// handed on line by line; a line that does not end is handed on from <see cref="Longest"/> characters on.
/// </summary>
internal sealed class MaskedMessages(KnownSecrets secrets)
{
    private const int Longest = 16 * 1024;

    // By the step that it is of.
    private readonly Dictionary<int, EngineMessage> _open = [];

    /// <summary>What may be shown now that <paramref name="message"/> has come.</summary>
    public IEnumerable<EngineMessage> Take(EngineMessage message)
    {
        if (message.Stream.Length == 0)
        {
            // A bar or a word of the engine's: what stood open before it comes before it.
            return [.. End(), message with { Status = Mask(message.Status) }];
        }

        var text = (_open.Remove(message.Step, out var open) ? open.Stream : "") + message.Stream;
        var end = text.Length > Longest ? text.Length : text.AsSpan().LastIndexOfAny('\n', '\r') + 1;
        if (end < text.Length)
        {
            _open[message.Step] = message with { Stream = text[end..] };
        }

        return end == 0 ? [] : [message with { Stream = Lines(text[..end]) }];
    }

    /// <summary>What is left.</summary>
    public IReadOnlyList<EngineMessage> End()
    {
        EngineMessage[] left = [.. _open.Values.Select(m => m with { Stream = Lines(m.Stream) })];
        _open.Clear();
        return left;
    }

    // A name and its value stand in one line; a key may go over many, and is known by its beginning.
    private string Lines(string text) => string.Join('\n', text.Split('\n').Select(Mask));

    private string Mask(string text) => secrets.Mask(SecretWords.Mask(text));
}
