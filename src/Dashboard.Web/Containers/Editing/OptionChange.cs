using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Web.Containers.Creation;

namespace Dashboard.Web.Containers.Editing;

/// <summary>An option that an edit changes, for people to read: what looks secret is masked.</summary>
/// <param name="Place">The option's name, or <see cref="RunDraft.ImagePlace"/> or <see cref="RunDraft.ArgumentsPlace"/>.</param>
/// <param name="Before">What is taken away; none where it was not set.</param>
/// <param name="After">What comes instead; none where it is set no more.</param>
public sealed record OptionChange(string Place, IReadOnlyList<string> Before, IReadOnlyList<string> After)
{
    /// <summary>What <paramref name="draft"/> changes of <paramref name="own"/>.</summary>
    /// <param name="own">The container as it is.</param>
    /// <param name="draft">The form.</param>
    /// <param name="kept">Variables whose values are kept when their bare name is given.</param>
    public static IReadOnlyList<OptionChange> Between(RunContainer own, RunDraft draft, IReadOnlyList<string> kept)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(kept);
        var now = draft.Command;
        List<OptionChange?> changes =
        [
            Of(RunDraft.ImagePlace, [own.Image.Value], [now.Image.Value], w => w),
            .. draft.Fields.Select(f => Of(f.Option.Name, f.Option.Read(own), f.Option.Read(now), word => Shown(f.Option.Name, word, kept))),
            Of(RunDraft.ArgumentsPlace, Arguments(own), Arguments(now), w => w),
        ];
        return [.. changes.OfType<OptionChange>()];
    }

    private static OptionChange? Of(string place, IReadOnlyList<string> before, IReadOnlyList<string> after, Func<string, string> shown)
    {
        if (before.SequenceEqual(after))
        {
            return null;
        }

        List<string> gone = [.. before.Except(after)], come = [.. after.Except(before)];
        // The same in another order, which can matter as well.
        var (left, right) = gone.Count + come.Count == 0 ? (before, after) : (gone, come);
        return new OptionChange(place, [.. left.Select(shown)], [.. right.Select(shown)]);
    }

    private static IReadOnlyList<string> Arguments(RunContainer command) =>
        command.Command.Count == 0 ? [] : [string.Join(' ', SecretWords.Mask(command.Command).Select(ShellWords.Quote))];

    private static string Shown(string option, string word, IReadOnlyList<string> kept) => option switch
    {
        "--env" when kept.Contains(word) => $"{word}={SecretWords.Masked}",
        "--env" or "--log-opt" => SecretWords.Mask(word),
        _ => SecretWords.MaskValue(option, word),
    };
}
