using System.Text;

namespace Dashboard.Services.Consoles;

/// <summary>What stands before the caret, read leniently: a line that is being typed is never quite right.</summary>
/// <param name="Words">The whole words of the command that is being typed, without "docker".</param>
/// <param name="Part">What there is of the word at the caret, without quotes.</param>
/// <param name="Start">Where that word begins in the text.</param>
internal sealed record TypedPrefix(IReadOnlyList<string> Words, string Part, int Start)
{
    /// <summary>Reads <paramref name="text"/> up to <paramref name="caret"/>; a substitution that is still open is a command of its own.</summary>
    public static TypedPrefix Read(string text, int caret)
    {
        List<string> words = [];
        var word = new StringBuilder();
        var (start, quote, inWord) = (0, '\0', false);
        for (var i = 0; i < caret; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '\\' when quote != '\'' && i + 1 < caret:
                    i++;
                    Begin(i - 1);
                    _ = text[i] == '\n' ? word : word.Append(text[i]);
                    break;
                case '"' or '\'' when quote == '\0':
                    Begin(i);
                    quote = c;
                    break;
                case '"' or '\'' when quote == c:
                    quote = '\0';
                    break;
                case '(' when quote != '\'' && i > 0 && text[i - 1] == '$':
                    Restart();
                    quote = '\0';
                    break;
                case '\n' when quote == '\0':
                    Restart();
                    break;
                case ' ' or '\t' when quote == '\0':
                    End();
                    break;
                default:
                    Begin(i);
                    word.Append(c);
                    break;
            }
        }

        return new TypedPrefix(words is ["docker", ..] ? words[1..] : words, word.ToString(), inWord ? start : caret);

        void Begin(int at)
        {
            if (!inWord)
            {
                (start, inWord) = (at, true);
            }
        }

        void End()
        {
            if (inWord)
            {
                words.Add(word.ToString());
            }

            word.Clear();
            inWord = false;
        }

        void Restart()
        {
            words.Clear();
            word.Clear();
            inWord = false;
        }
    }
}
