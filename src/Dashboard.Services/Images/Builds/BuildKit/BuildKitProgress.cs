using System.Globalization;
using System.Text;
using Dashboard.Services.Formatting;
using Dashboard.Services.Images.Builds.BuildKit.Wire;
using Google.Protobuf;

namespace Dashboard.Services.Images.Builds.BuildKit;

/// <summary>
/// What BuildKit tells of a build, as lines of text: <c>#5 [2/3] RUN make</c>, then its output with the seconds since it began, and
/// <c>#5 DONE 1.2s</c>, <c>#5 CACHED</c> or <c>#5 ERROR: …</c>. Steps run side by side, so each line names its own. Not for two threads.
/// </summary>
internal sealed class BuildKitProgress
{
    /// <summary>Id of the engine's messages that carry a <see cref="StatusResponse"/> in base64 (moby's <c>builder-next</c>).</summary>
    private const string TraceId = "moby.buildkit.trace";

    /// <summary>Id of the one that names the image.</summary>
    private const string ImageMessage = "moby.image.id";

    private const int LongestLine = 4000;

    private readonly Dictionary<string, Step> _steps = [];

    /// <summary>Id of the image; "" while there is none.</summary>
    public string ImageId { get; private set; } = "";

    /// <summary>What there is to show of a message: itself where it is none of BuildKit's.</summary>
    /// <exception cref="InvalidDataException">It is no trace that can be read.</exception>
    public IEnumerable<EngineMessage> Translate(EngineMessage message)
    {
        if (message.Id == ImageMessage)
        {
            ImageId = message.AuxId ?? "";
            return [];
        }

        return message.Id == TraceId ? Read(message.AuxText ?? "") : [message];
    }

    private List<EngineMessage> Read(string trace)
    {
        StatusResponse status;
        try
        {
            status = StatusResponse.Parser.ParseFrom(Convert.FromBase64String(trace));
        }
        catch (Exception e) when (e is FormatException or InvalidProtocolBufferException)
        {
            throw new InvalidDataException("The engine told of its build in words that can't be read.", e);
        }

        List<EngineMessage> told = [];
        // What a step did is told before its end is, as it happened.
        foreach (var vertex in status.Vertexes.Where(v => v.Started is not null))
        {
            Begin(vertex, told);
        }

        foreach (var part in status.Statuses)
        {
            Tell(part, told);
        }

        foreach (var log in status.Logs)
        {
            Print(log, told);
        }

        foreach (var vertex in status.Vertexes.Where(v => v.Started is not null && v.Completed is not null))
        {
            End(vertex, told);
        }

        return told;
    }

    private void Begin(Vertex vertex, List<EngineMessage> told)
    {
        if (!_steps.ContainsKey(vertex.Digest))
        {
            var step = _steps[vertex.Digest] = new Step(_steps.Count + 1, vertex.Started.ToDateTimeOffset());
            told.Add(step.Line(vertex.Name));
        }
    }

    private void Tell(VertexStatus status, List<EngineMessage> told)
    {
        if (!_steps.TryGetValue(status.Vertex, out var step) || step.IsOver)
        {
            return;
        }

        var name = status.Name.Length > 0 ? status.Name : status.Id;
        if (status.Completed is null)
        {
            if (status.Total > 0)
            {
                told.Add(EngineMessage.Bar(status.Id, name, status.Current, status.Total));
            }
        }
        else if (step.Done.Add(status.Id))
        {
            told.Add(step.Line(status.Total > 0 ? $"{name} {HumanSize.InThousands(status.Total)} done" : $"{name} done"));
        }
    }

    private void Print(VertexLog log, List<EngineMessage> told)
    {
        if (!_steps.TryGetValue(log.Vertex, out var step))
        {
            return;
        }

        var since = log.Timestamp is { } at ? at.ToDateTimeOffset() - step.Started : TimeSpan.Zero;
        told.AddRange(step.Cut(log.Msg.Span).Select(line => step.Output(since, line)));
    }

    private void End(Vertex vertex, List<EngineMessage> told)
    {
        var step = _steps[vertex.Digest];
        if (step.IsOver)
        {
            return;
        }

        var took = vertex.Completed.ToDateTimeOffset() - step.Started;
        if (step.Rest() is { Length: > 0 } rest)
        {
            told.Add(step.Output(took, rest));
        }

        step.IsOver = true;
        told.Add(step.Line(
            vertex.Error.Length > 0 ? $"ERROR: {vertex.Error}"
            : vertex.Cached ? "CACHED"
            : string.Create(CultureInfo.InvariantCulture, $"DONE {took.TotalSeconds:0.0}s")));
    }

    private sealed class Step(int number, DateTimeOffset started)
    {
        // A character may be cut by the pieces that output comes in.
        private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
        private readonly StringBuilder _begun = new();

        public DateTimeOffset Started => started;

        public HashSet<string> Done { get; } = [];

        public bool IsOver { get; set; }

        public EngineMessage Line(string text) => EngineMessage.OfStep(number, string.Create(CultureInfo.InvariantCulture, $"#{number} {text}\n"));

        public EngineMessage Output(TimeSpan since, string line) => Line(string.Create(CultureInfo.InvariantCulture, $"{since.TotalSeconds:0.000} {line}"));

        /// <summary>The lines that are whole now; what is begun waits.</summary>
        public List<string> Cut(ReadOnlySpan<byte> bytes)
        {
            var text = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];
            var length = _decoder.GetChars(bytes, text, flush: false);
            List<string> lines = [];
            foreach (var letter in text.AsSpan(0, length))
            {
                if (letter != '\n')
                {
                    _begun.Append(letter);
                }

                if (letter == '\n' || _begun.Length >= LongestLine)
                {
                    lines.Add(Rest());
                }
            }

            return lines;
        }

        /// <summary>What is begun, which is over with this.</summary>
        public string Rest()
        {
            var line = _begun.ToString().TrimEnd('\r');
            _begun.Clear();
            return line;
        }
    }
}
