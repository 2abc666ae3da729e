using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dashboard.Services.Terminals.Screen;

namespace Dashboard.Services.Terminals.Recordings;

/// <summary>
/// Follows a recording that is played and puts pictures of the screen into it, so that a player goes anywhere without drawing all that came before:
/// events <c>[0, "k", bytes that draw the screen]</c>, which players that do not know them ignore, as the format demands. Made for one reading.
/// </summary>
internal sealed class CastKeyframes
{
    /// <summary>Bytes of output between two, at least.</summary>
    private const int LeastApart = 1024 * 1024;

    /// <summary>They make a recording longer by a quarter, at most.</summary>
    private const int TimesApart = 4;

    /// <summary>Different links that lead somewhere after a jump; a terminal that goes on keeps fewer, as there are many of those.</summary>
    private const int MostLinks = 8192;

    private static readonly JsonWriterOptions _json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _begun = new();
    private readonly ArrayBufferWriter<byte> _keyframe = new();
    private byte[] _output = [];
    private TerminalScreen? _screen;
    private long _apart = LeastApart;
    private long _since;

    /// <summary>Takes in what is sent; a line may be cut only where the next call goes on with it.</summary>
    /// <returns>What to send after it, as whole lines: mostly nothing. Good until the next call.</returns>
    public ReadOnlyMemory<byte> Follow(ReadOnlySpan<byte> lines)
    {
        while (lines.IndexOf((byte)'\n') is var end and >= 0)
        {
            if (_begun.WrittenCount == 0)
            {
                Take(lines[..end]);
            }
            else
            {
                _begun.Write(lines[..end]);
                Take(_begun.WrittenSpan);
                _begun.ResetWrittenCount();
            }

            lines = lines[(end + 1)..];
        }

        _begun.Write(lines);
        _keyframe.ResetWrittenCount();
        if (_since >= _apart && _begun.WrittenCount == 0)
        {
            Draw();
        }

        return _keyframe.WrittenMemory;
    }

    private void Draw()
    {
        var picture = _screen!.Snapshot();
        using var writer = new Utf8JsonWriter(_keyframe, _json);
        writer.WriteStartArray();
        writer.WriteNumberValue(0);
        writer.WriteStringValue("k"u8);
        writer.WriteStringValue(picture);
        writer.WriteEndArray();
        writer.Flush();
        _keyframe.Write("\n"u8);
        (_since, _apart) = (0, Math.Max(LeastApart, (long)TimesApart * picture.Length));
    }

    // {"version":3,"term":{"cols":80,"rows":24,…},…}, then [0.248,"o","…"] or [1.001,"r","90x30"]
    private void Take(ReadOnlySpan<byte> line)
    {
        if (_screen is null)
        {
            var header = new Utf8JsonReader(line);
            using var json = JsonDocument.ParseValue(ref header);
            var term = json.RootElement.GetProperty("term");
            _screen = new TerminalScreen(term.GetProperty("cols").GetInt32(), term.GetProperty("rows").GetInt32(), MostLinks);
            return;
        }

        var reader = new Utf8JsonReader(line);
        if (!reader.Read() || !reader.Read() || !reader.Read())
        {
            return;
        }

        var (isOutput, isResize) = (reader.ValueTextEquals("o"u8), reader.ValueTextEquals("r"u8));
        reader.Read();
        if (isOutput)
        {
            Output(ref reader);
        }
        else if (isResize && reader.GetString()!.Split('x') is [var columns, var rows])
        {
            _screen.Resize(int.Parse(columns, null), int.Parse(rows, null));
        }
    }

    private void Output(ref Utf8JsonReader reader)
    {
        if (_output.Length < reader.ValueSpan.Length)
        {
            _output = new byte[reader.ValueSpan.Length];
        }

        var length = reader.CopyString(_output);
        _screen!.Feed(_output.AsSpan(0, length));
        _since += length;
    }
}
