namespace Dashboard.Services.Consoles;

/// <summary>Something that could stand where the caret is.</summary>
/// <param name="Text">What is put in.</param>
/// <param name="Kind">"command", "flag", "value", "container", "image", "network" or "volume".</param>
/// <param name="Description">A few words on it, in the docker CLI's language.</param>
/// <param name="IsWhole">Whether a blank follows it; else more of the word is to come.</param>
public sealed record CompletionItem(string Text, string Kind, string Description, bool IsWhole = true);

/// <summary>What could stand where the caret is.</summary>
/// <param name="Start">Where the part of the text begins that an item takes the place of; it ends at the caret.</param>
/// <param name="Items">The best of them, best first.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record Completion(int Start, IReadOnlyList<CompletionItem> Items, int Total)
{
    /// <summary>Nothing could.</summary>
    public static Completion None { get; } = new(0, [], 0);
}
