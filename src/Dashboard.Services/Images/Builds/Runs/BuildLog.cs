using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Services.Commands;
using Dashboard.Services.Images.Builds.BuildKit;

namespace Dashboard.Services.Images.Builds.Runs;

/// <summary>
/// What a build prints, taken apart into steps with their times as it comes. A sample: <c>Step 2/7 : RUN make</c>, then <c> ---> Using cache</c> or
/// the output; of BuildKit, whose steps run side by side, <see cref="BuildKitProgress"/>. Bounded: of a step that prints too much, its beginning goes. May be read on any thread.
/// </summary>
internal sealed partial class BuildLog(TimeProvider time) : IProgress<LayerProgress>
{
    private const int MostCharacters = 1024 * 1024;
    private const int LongestLine = 4000;

    private readonly Lock _gate = new();
    private readonly List<Open> _steps = [];
    private string _begun = "";
    private int _characters;

    /// <summary>The id of what was made; "" none yet.</summary>
    public string ImageId { get; private set; } = "";

    /// <summary>The steps so far.</summary>
    public IReadOnlyList<BuildStep> Steps
    {
        get
        {
            lock (_gate)
            {
                return [.. _steps.Select((s, n) => s.Step with { Skipped = s.Skipped, Lines = n == _steps.Count - 1 && _begun.Length > 0 ? [.. s.Lines, Plain(_begun)] : [.. s.Lines] })];
            }
        }
    }

    public void Report(LayerProgress value)
    {
        lock (_gate)
        {
            if (value.Step > 0)
            {
                TakeOfStep(value.Step, value.Status);
            }
            else if (value.Layer.Length == 0)
            {
                Take(value.IsPiece ? value.Status : value.Status + "\n");
            }
            else if (value.Total == 0 && value.Status.Length > 0)
            {
                // An image that is pulled on the way: each of its states once, its bars not.
                Take($"{value.Layer}: {value.Status}\n");
            }
        }
    }

    /// <summary>Adds what the end has to say, and closes the last step.</summary>
    /// <param name="error">Why it failed; "" when it did not.</param>
    /// <param name="isDone">Whether it came to its end.</param>
    public void End(string error, bool isDone)
    {
        lock (_gate)
        {
            if (_begun.Length > 0)
            {
                Take("\n");
            }

            var failed = _steps.Find(s => s.Step.IsFailed);
            foreach (var line in error.TrimEnd('\n').Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                if (failed is null)
                {
                    Add(line);
                }
                else
                {
                    Keep(failed, Plain(line));
                }
            }

            foreach (var open in _steps.Where(s => s.Step.Ended is null))
            {
                open.Step = open.Step with { Ended = time.GetUtcNow(), IsFailed = !isDone };
            }
        }
    }

    // "#5 [2/3] RUN make", "#5 0.312 output", "#5 writing image sha256:… done", "#5 CACHED", "#5 DONE 1.2s", "#5 ERROR: why": each a line.
    private void TakeOfStep(int number, string text)
    {
        var line = Plain(text.TrimEnd('\n'));
        line = line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        var open = _steps.Find(s => s.Step.Number == number);
        if (open is null)
        {
            _steps.Add(new Open(new BuildStep(number, 0, line, time.GetUtcNow())));
        }
        else if (line == "CACHED" || DoneLine().IsMatch(line))
        {
            open.Step = open.Step with { Ended = time.GetUtcNow(), IsCached = line == "CACHED" };
        }
        else
        {
            if (line.StartsWith("ERROR: ", StringComparison.Ordinal))
            {
                open.Step = open.Step with { Ended = time.GetUtcNow(), IsFailed = true };
            }
            else if (WrittenLine().Match(line) is { Success: true } written)
            {
                ImageId = written.Groups[1].Value;
            }

            Keep(open, line);
        }
    }

    private void Take(string text)
    {
        var parts = (_begun + text.Replace("\r", "", StringComparison.Ordinal)).Split('\n');
        foreach (var line in parts[..^1])
        {
            Add(line);
        }

        _begun = parts[^1];
        if (_begun.Length > LongestLine)
        {
            Add(_begun);
            _begun = "";
        }
    }

    private void Add(string raw)
    {
        var line = Plain(raw);
        if (StepLine().Match(line) is { Success: true } step)
        {
            Close();
            _steps.Add(new Open(new BuildStep(Number(step, 1), Number(step, 2), step.Groups[3].Value, time.GetUtcNow())));
            return;
        }

        if (_steps.Count == 0)
        {
            _steps.Add(new Open(new BuildStep(0, 0, "", time.GetUtcNow())));
        }

        var open = _steps[^1];
        if (line == " ---> Using cache")
        {
            open.Step = open.Step with { IsCached = true };
            return;
        }

        if (MadeLine().Match(line) is { Success: true } made)
        {
            ImageId = made.Groups[1].Value;
        }

        // Which container or layer came of it says nothing to who reads.
        if (line.Length > 0 && !LayerLine().IsMatch(line))
        {
            Keep(open, line);
        }
    }

    private void Keep(Open open, string line)
    {
        open.Lines.Add(line);
        _characters += line.Length;
        MakeRoom();
    }

    private void Close()
    {
        if (_steps is [.., var last])
        {
            last.Step = last.Step with { Ended = time.GetUtcNow() };
        }
    }

    private void MakeRoom()
    {
        while (_characters > MostCharacters)
        {
            var longest = _steps.MaxBy(s => s.Lines.Count)!;
            var count = Math.Max(1, longest.Lines.Count / 2);
            _characters -= longest.Lines.Take(count).Sum(l => l.Length);
            longest.Lines.RemoveRange(0, count);
            longest.Skipped += count;
        }
    }

    // An escape sequence may be cut by the pieces that it comes in, but never by a line's end.
    private static string Plain(string line)
    {
        var plain = Escape().Replace(line, "");
        return plain.Length > LongestLine ? plain[..LongestLine] + "…" : plain;
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\AStep (\d{1,6})/(\d{1,6}) : (.*)\z")]
    private static partial Regex StepLine();

    [GeneratedRegex(@"\ASuccessfully built ([0-9a-f]{12,64})\z")]
    private static partial Regex MadeLine();

    // Output of a process begins with its time, so none can be taken for these.
    [GeneratedRegex(@"\ADONE [0-9.]+s\z")]
    private static partial Regex DoneLine();

    [GeneratedRegex(@"\Awriting image (sha256:[0-9a-f]{64}) done\z")]
    private static partial Regex WrittenLine();

    [GeneratedRegex(@"\A ---> (?:Running in )?[0-9a-f]{12}\z|\ARemov(?:ing|ed) intermediate container [0-9a-f]{12}\z")]
    private static partial Regex LayerLine();

    [GeneratedRegex(@"\e\[[0-9;?]*[ -/]*[@-~]|\e\][^\a\e]*(?:\a|\e\\)?|[\x00-\x08\x0b-\x1f\x7f]")]
    private static partial Regex Escape();

    private sealed class Open(BuildStep step)
    {
        public BuildStep Step { get; set; } = step;

        public List<string> Lines { get; } = [];

        public int Skipped { get; set; }
    }
}
