namespace Dashboard.Services.Consoles;

/// <summary>What somebody may have meant who wrote something else.</summary>
public static class NearestName
{
    // Nobody mistypes a longer one; each letter is compared with each of every name.
    private const int Longest = 255;

    /// <summary>
    /// The name that is nearest to <paramref name="written"/>: the fewest letters put in, left out, changed or swapped; null when none is near
    /// enough to be meant.
    /// </summary>
    public static string? To(string written, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(written);
        ArgumentNullException.ThrowIfNull(names);
        if (written.Length > Longest)
        {
            return null;
        }

        var most = written.Length switch { <= 2 => 1, <= 6 => 2, _ => 3 };
        var best = names
            .Where(n => n != written && Math.Abs(n.Length - written.Length) <= most)
            .Select(n => (Name: n, Distance: Distance(written, n, most)))
            .Where(n => n.Distance <= most && n.Distance < Math.Max(2, written.Length))
            .OrderBy(n => n.Distance).ThenBy(n => n.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Name;
    }

    // Optimal string alignment, which counts two swapped letters as one mistake.
    private static int Distance(string a, string b, int most)
    {
        var (before, last, now) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            now[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                now[j] = Math.Min(Math.Min(last[j], now[j - 1]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    now[j] = Math.Min(now[j], before[j - 2] + 1);
                }

                least = Math.Min(least, now[j]);
            }

            if (least > most)
            {
                return int.MaxValue;
            }

            (before, last, now) = (last, now, before);
        }

        return last[b.Length];
    }
}
