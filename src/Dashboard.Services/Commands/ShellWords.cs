using System.Text;

namespace Dashboard.Services.Commands;

/// <summary>
/// Splits a line into words and quotes words, as POSIX shells do (IEEE Std 1003.1 §2.2 Quoting), with no shell behind it:
/// whatever a shell would act on (pipes, redirection, substitution, globs of variables) is refused with a sentence.
/// </summary>
public static class ShellWords
{
    private const string Operators = "|&;<>()";

    /// <summary>Splits <paramref name="line"/> into words; quotes are removed.</summary>
    /// <exception cref="CommandLineException">An unclosed quote, or something that only a shell could do.</exception>
    public static IReadOnlyList<string> Split(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var words = new List<string>();
        var word = new StringBuilder();
        var inWord = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            switch (c)
            {
                case ' ' or '\t' or '\n' or '\r':
                    EndWord();
                    break;
                case '#' when !inWord:
                    // A comment runs to the end of its line.
                    var end = line.IndexOf('\n', i);
                    i = end < 0 ? line.Length : end;
                    break;
                case '\'':
                    var close = line.IndexOf('\'', i + 1);
                    if (close < 0)
                    {
                        throw new CommandLineException("unclosed single quote");
                    }

                    word.Append(line, i + 1, close - i - 1);
                    inWord = true;
                    i = close;
                    break;
                case '"':
                    inWord = true;
                    i = ReadDoubleQuoted(line, i + 1, word);
                    break;
                case '\\' when i + 1 < line.Length:
                    i++;
                    if (line[i] != '\n')
                    {
                        word.Append(line[i]);
                        inWord = true;
                    }

                    break;
                case '\\':
                    throw new CommandLineException("nothing follows the backslash at the end of the line");
                case '$' or '`':
                    throw Substitution(c);
                default:
                    if (Operators.Contains(c, StringComparison.Ordinal))
                    {
                        throw new CommandLineException($"'{c}' needs a shell, and there is none here: quote it to pass it on as text");
                    }

                    word.Append(c);
                    inWord = true;
                    break;
            }
        }

        EndWord();
        return words;

        void EndWord()
        {
            if (inWord)
            {
                words.Add(word.ToString());
                word.Clear();
                inWord = false;
            }
        }
    }

    /// <summary><paramref name="word"/> quoted where a shell would need it, so that <see cref="Split"/> gives it back.</summary>
    public static string Quote(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return word.Length > 0 && word.All(IsPlain) ? word : "'" + word.Replace("'", @"'\''", StringComparison.Ordinal) + "'";
    }

    private static int ReadDoubleQuoted(string line, int start, StringBuilder word)
    {
        for (var i = start; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '"':
                    return i;
                case '\\' when i + 1 < line.Length && line[i + 1] is '$' or '`' or '"' or '\\':
                    word.Append(line[++i]);
                    break;
                case '\\' when i + 1 < line.Length && line[i + 1] is '\n':
                    i++;
                    break;
                case '$' or '`':
                    throw Substitution(line[i]);
                default:
                    word.Append(line[i]);
                    break;
            }
        }

        throw new CommandLineException("unclosed double quote");
    }

    private static CommandLineException Substitution(char c) =>
        new($"'{c}' would be a substitution, and there is no shell here: put it in single quotes to pass it on as text");

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || "_@%+=:,./-".Contains(c, StringComparison.Ordinal);
}
