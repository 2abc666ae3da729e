using Dashboard.Services.Budgets;

namespace Dashboard.Services.Images.Builds.Contexts;

/// <summary>
/// Pattern with wildcards as a list of tokens, matched against whole paths by following all places in it at once: time grows with the path times
/// the pattern and never faster, and a pattern costs some bytes a character.
/// </summary>
internal sealed class IgnoreGlob
{
    private readonly Token[] _tokens;

    private IgnoreGlob(Token[] tokens) => _tokens = tokens;

    private enum Kind : byte
    {
        /// <summary>This character.</summary>
        Exact,

        /// <summary>"?": any but a slash.</summary>
        One,

        /// <summary>"*": any number but no slash.</summary>
        Some,

        /// <summary>"[…]": one of a class.</summary>
        Class,

        /// <summary>"**" at the end: any number.</summary>
        Rest,

        /// <summary>"**" before something: what comes next, or <see cref="Within"/>.</summary>
        Folders,

        /// <summary>In the folders that <see cref="Folders"/> takes; each slash may be their last.</summary>
        Within,
    }

    /// <summary>Reads a pattern that is well-formed.</summary>
    /// <param name="pattern">Its text.</param>
    /// <param name="classEnd">Where a class that begins at a place ends.</param>
    public static IgnoreGlob Parse(string pattern, Func<string, int, int> classEnd)
    {
        List<Token> tokens = [];
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*' when i + 1 < pattern.Length && pattern[i + 1] == '*':
                    i += i + 2 < pattern.Length && pattern[i + 2] == '/' ? 2 : 1;
                    tokens.AddRange(i + 1 == pattern.Length ? [new Token(Kind.Rest)] : [new Token(Kind.Folders), new Token(Kind.Within)]);
                    break;
                case '*':
                    tokens.Add(new Token(Kind.Some));
                    break;
                case '?':
                    tokens.Add(new Token(Kind.One));
                    break;
                case '\\':
                    tokens.Add(new Token(Kind.Exact, pattern[++i]));
                    break;
                case '[':
                    var end = classEnd(pattern, i);
                    tokens.Add(new Token(Kind.Class, Class: IgnoreClass.Parse(pattern[(i + 1)..end])));
                    i = end;
                    break;
                default:
                    tokens.Add(new Token(Kind.Exact, pattern[i]));
                    break;
            }
        }

        return new IgnoreGlob([.. tokens]);
    }

    /// <summary>Whether it matches a whole path.</summary>
    /// <exception cref="BudgetExceededException">The budget is spent.</exception>
    public bool Matches(string path, WorkBudget budget)
    {
        // Places before a token, and behind the last: where the characters so far may have led.
        var (at, next) = (new bool[_tokens.Length + 1], new bool[_tokens.Length + 1]);
        var (low, high) = (0, Enter(at, 0));
        foreach (var c in path)
        {
            budget.Step(1 + ((high - low) / 4));
            var (first, last) = (int.MaxValue, -1);
            for (var place = low; place <= high; place++)
            {
                if (!at[place])
                {
                    continue;
                }

                at[place] = false;
                if (place == _tokens.Length)
                {
                    continue;
                }

                var token = _tokens[place];
                var stays = token.Kind is Kind.Rest or Kind.Within || (token.Kind is Kind.Some && c != '/');
                var moves = token.Kind switch
                {
                    Kind.Exact => c == token.Character,
                    Kind.One => c != '/',
                    Kind.Class => token.Class!.Has(c),
                    Kind.Within => c == '/',
                    _ => false,
                };
                if (stays)
                {
                    // What it may be left for without a character, it was left for when it was entered.
                    next[place] = true;
                    last = Math.Max(last, token.Kind is Kind.Within ? place : Enter(next, place));
                    first = Math.Min(first, place);
                }

                if (moves)
                {
                    last = Math.Max(last, Enter(next, place + 1));
                    first = Math.Min(first, place + 1);
                }
            }

            if (last < 0)
            {
                return false;
            }

            ((at, next), low, high) = ((next, at), first, last);
        }

        return at[_tokens.Length];
    }

    // Marks a place and those that are reached from it without a character; gives the last of them.
    private int Enter(bool[] places, int place)
    {
        while (true)
        {
            places[place] = true;
            if (place == _tokens.Length)
            {
                return place;
            }

            switch (_tokens[place].Kind)
            {
                case Kind.Some or Kind.Rest:
                    place++;
                    break;
                case Kind.Folders:
                    places[place + 1] = true;
                    place += 2;
                    break;
                default:
                    return place;
            }
        }
    }

    private readonly record struct Token(Kind Kind, char Character = default, IgnoreClass? Class = null);
}
