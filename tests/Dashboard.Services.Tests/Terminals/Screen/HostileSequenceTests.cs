using System.Text;
using System.Text.RegularExpressions;
using Dashboard.Services.Terminals.Screen;
using Dashboard.Testing;

namespace Dashboard.Services.Tests.Terminals.Screen;

public sealed partial class HostileSequenceTests
{
    [Fact]
    public void Corpus_IsLarge() => Assert.True(HostileSequences.All.Count >= 800, $"{HostileSequences.All.Count} are too few");

    /// <summary>What is typed into the shell as an answer is never what the program printed; what is drawn again for a browser never reaches outside the screen.</summary>
    [Fact]
    public void FeedAndSnapshot_OfEach_AnswerAndDrawNothingOfIt()
    {
        List<string> wrong = [];
        foreach (var (name, bytes) in HostileSequences.All)
        {
            var screen = new TerminalScreen(80, 24);
            var answer = Encoding.Latin1.GetString(screen.Feed([.. bytes, .. "\x18"u8]));
            var drawn = Encoding.Latin1.GetString(screen.Snapshot());
            if (answer.Contains("reached", StringComparison.Ordinal) || answer.Contains('\n', StringComparison.Ordinal) || Outside().IsMatch(drawn))
            {
                wrong.Add($"{name}: answers {Readable(answer)}, draws {Readable(Outside().Match(drawn).Value)}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} reach out:\n{string.Join('\n', wrong)}");
    }

    private static string Readable(string text) => string.Concat(text.Take(200).Select(c => c is < ' ' or > '~' ? $"<{(int)c:X2}>" : $"{c}"));

    // Any string but a link, in seven bits; eight are text in UTF-8 and no sequence.
    [GeneratedRegex(@"\e(?:[PX^_k]|\](?!8;)).{0,80}", RegexOptions.Singleline)]
    private static partial Regex Outside();
}
