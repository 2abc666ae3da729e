namespace Dashboard.Services.Logs;

/// <summary>
/// Makes lines of frames (no terminal) or of raw bytes (terminal), takes each line's timestamp off, and joins the parts of lines over
/// 16 KiB. A line is handed on in records of at most <see cref="MaxRecord"/> bytes, so that a gigabyte without a line end needs no memory.
/// </summary>
internal sealed class LogLineAssembler(LogLineSink sink)
{
    /// <summary>Longest text of one record, in bytes.</summary>
    public const int MaxRecord = 64 * 1024;

    // The engine's copier hands a line on in parts of this size, each stamped again with the first part's time.
    private const int EnginePart = 16 * 1024;

    private readonly Partial _stdout = new();
    private readonly Partial _stderr = new();

    /// <summary>Takes one frame: a whole line, or a part of one (no \n at its end).</summary>
    public void Frame(LogKind kind, ReadOnlySpan<byte> payload)
    {
        if (kind == LogKind.Notice)
        {
            sink(new LogLine(LogKind.Notice, 0, TrimEnd(payload), continues: false));
            return;
        }

        var partial = kind == LogKind.Stderr ? _stderr : _stdout;
        if (LogTimestamp.TryParse(payload, out var timestamp))
        {
            payload = payload[LogTimestamp.PrefixLength..];
            partial.Timestamp = partial.IsOpen ? partial.Timestamp : timestamp;
        }

        if (payload is [.. var text, (byte)'\n'])
        {
            Finish(kind, partial, text);
        }
        else
        {
            Extend(kind, partial, payload);
        }
    }

    /// <summary>Takes raw bytes of a terminal's log, split anywhere; lines end in \r\n.</summary>
    public void Raw(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var newline = bytes.IndexOf((byte)'\n');
            var piece = newline < 0 ? bytes : bytes[..newline];
            RawPiece(piece);
            if (newline < 0)
            {
                return;
            }

            FinishRaw(isEnded: true);
            bytes = bytes[(newline + 1)..];
        }
    }

    /// <summary>The stream ended: what has no line end yet is a line too.</summary>
    public void Complete()
    {
        if (_stdout.Raw.Length > 0)
        {
            FinishRaw(isEnded: false);
        }

        foreach (var (kind, partial) in new[] { (LogKind.Stdout, _stdout), (LogKind.Stderr, _stderr) })
        {
            if (partial.IsOpen)
            {
                Finish(kind, partial, []);
            }
        }
    }

    private static ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> text) => text.TrimEnd("\r\n"u8);

    private void Extend(LogKind kind, Partial partial, ReadOnlySpan<byte> text)
    {
        partial.IsOpen = true;
        while (partial.Text.Length + text.Length > MaxRecord)
        {
            var room = MaxRecord - partial.Text.Length;
            partial.Append(text[..room]);
            sink(new LogLine(kind, partial.Timestamp, partial.Text, continues: true));
            partial.ClearText();
            text = text[room..];
        }

        partial.Append(text);
    }

    private void Finish(LogKind kind, Partial partial, ReadOnlySpan<byte> text)
    {
        if (partial.Text.Length == 0 && text.Length <= MaxRecord)
        {
            sink(new LogLine(kind, partial.Timestamp, text, continues: false));
        }
        else
        {
            Extend(kind, partial, text);
            sink(new LogLine(kind, partial.Timestamp, partial.Text, continues: false));
        }

        partial.Reset();
    }

    // Terminal logs have no frame borders: the timestamp stands at the line's start, and again after every 16 KiB of it.
    private void RawPiece(ReadOnlySpan<byte> piece)
    {
        var whole = LogTimestamp.PrefixLength + EnginePart;
        while (_stdout.Raw.Length + piece.Length > whole)
        {
            var room = Math.Max(0, whole - _stdout.Raw.Length);
            _stdout.AppendRaw(piece[..room]);
            piece = piece[room..];
            Extend(LogKind.Stdout, _stdout, TakeStamp(_stdout.Raw));
            _stdout.ClearRaw();
        }

        _stdout.AppendRaw(piece);
    }

    private void FinishRaw(bool isEnded)
    {
        var text = TakeStamp(_stdout.Raw);
        if (isEnded && text is [.. var line, (byte)'\r'])
        {
            text = line;
        }
        else if (isEnded && text.IsEmpty && _stdout.Text is [.., (byte)'\r'])
        {
            // The engine cut between \r and \n.
            _stdout.DropLast();
        }

        Finish(LogKind.Stdout, _stdout, text);
        _stdout.ClearRaw();
    }

    private ReadOnlySpan<byte> TakeStamp(ReadOnlySpan<byte> text)
    {
        if (!LogTimestamp.TryParse(text, out var timestamp))
        {
            return text;
        }

        // In the middle of a line it is the line's own again; the driver "local" loses an end that is a part of its own, and then it is the next line's.
        _stdout.Timestamp = _stdout.IsOpen ? _stdout.Timestamp : timestamp;
        return text[LogTimestamp.PrefixLength..];
    }

    /// <summary>A line that has begun.</summary>
    private sealed class Partial
    {
        private byte[] _text = [];
        private int _textLength;
        private byte[] _raw = [];
        private int _rawLength;

        public bool IsOpen { get; set; }

        public long Timestamp { get; set; }

        public ReadOnlySpan<byte> Text => _text.AsSpan(0, _textLength);

        public ReadOnlySpan<byte> Raw => _raw.AsSpan(0, _rawLength);

        public void Append(ReadOnlySpan<byte> bytes) => Append(ref _text, ref _textLength, bytes);

        public void AppendRaw(ReadOnlySpan<byte> bytes) => Append(ref _raw, ref _rawLength, bytes);

        public void DropLast() => _textLength--;

        public void ClearText() => _textLength = 0;

        public void ClearRaw() => _rawLength = 0;

        public void Reset()
        {
            ClearText();
            IsOpen = false;
            Timestamp = 0;
        }

        private static void Append(ref byte[] buffer, ref int length, ReadOnlySpan<byte> bytes)
        {
            if (length + bytes.Length > buffer.Length)
            {
                Array.Resize(ref buffer, Math.Max(length + bytes.Length, Math.Min(buffer.Length * 2, MaxRecord + EnginePart)));
            }

            bytes.CopyTo(buffer.AsSpan(length));
            length += bytes.Length;
        }
    }
}
