using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Terminals.Recordings;

/// <summary>
/// Writes what a terminal shows as asciicast v3 (https://docs.asciinema.org/manual/asciicast/v3/): a header, then a line for each event with
/// the seconds since the one before. The format is text: bytes that are no UTF-8 are left out, as terminals leave them out, and a character
/// that is split between two pieces comes with the second.
/// </summary>
internal sealed class CastWriter(IBufferWriter<byte> lines)
{
    private static readonly JsonWriterOptions _json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Decoder _decoder = Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("")).GetDecoder();
    private long _last;

    /// <summary>The first line.</summary>
    /// <param name="size">Size of the terminal.</param>
    /// <param name="begun">When it begins.</param>
    /// <param name="command">What runs in it, secrets masked.</param>
    public void Header(TerminalDimensions size, DateTimeOffset begun, string command)
    {
        using var writer = new Utf8JsonWriter(lines, _json);
        writer.WriteStartObject();
        writer.WriteNumber("version"u8, 3);
        writer.WriteStartObject("term"u8);
        writer.WriteNumber("cols"u8, size.Columns);
        writer.WriteNumber("rows"u8, size.Rows);
        writer.WriteString("type"u8, "xterm-256color"u8);
        writer.WriteEndObject();
        writer.WriteNumber("timestamp"u8, begun.ToUnixTimeSeconds());
        writer.WriteString("command"u8, command);
        writer.WriteEndObject();
        EndLine(writer);
    }

    /// <summary>Bytes that the process printed.</summary>
    /// <param name="at">Milliseconds since the beginning; never less than the last.</param>
    /// <param name="bytes">The bytes.</param>
    public void Output(long at, ReadOnlySpan<byte> bytes)
    {
        var text = ArrayPool<char>.Shared.Rent(_decoder.GetCharCount(bytes, flush: false));
        try
        {
            var length = _decoder.GetChars(bytes, text, flush: false);
            if (length > 0)
            {
                Event(at, "o", text.AsSpan(0, length));
            }
        }
        finally
        {
            ArrayPool<char>.Shared.Return(text);
        }
    }

    /// <summary>The terminal has another size from now on.</summary>
    public void Resized(long at, TerminalDimensions size) =>
        Event(at, "r", string.Create(CultureInfo.InvariantCulture, $"{size.Columns}x{size.Rows}"));

    /// <summary>Something is to be noted at this moment.</summary>
    public void Marker(long at, string text) => Event(at, "m", text);

    /// <summary>The process ended by itself.</summary>
    public void Exited(long at, int code) => Event(at, "x", code.ToString(CultureInfo.InvariantCulture));

    private void Event(long at, string code, ReadOnlySpan<char> data)
    {
        at = Math.Max(at, _last);
        using var writer = new Utf8JsonWriter(lines, _json);
        writer.WriteStartArray();
        writer.WriteNumberValue((at - _last) / 1000m);
        writer.WriteStringValue(code);
        writer.WriteStringValue(data);
        writer.WriteEndArray();
        EndLine(writer);
        _last = at;
    }

    private void EndLine(Utf8JsonWriter writer)
    {
        writer.Flush();
        lines.Write("\n"u8);
    }
}
