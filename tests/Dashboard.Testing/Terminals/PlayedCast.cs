using System.Text;
using System.Text.Json;
using Dashboard.Services.Terminals.Screen;

namespace Dashboard.Testing;

/// <summary>An asciicast v3 played to its end by a reader of its own.</summary>
public sealed class PlayedCast
{
    private readonly List<string> _codes = [];
    private readonly TerminalScreen _screen;

    private PlayedCast(int columns, int rows) => _screen = new TerminalScreen(columns, rows);

    /// <summary>The final screen.</summary>
    public string Text => _screen.Text();

    /// <summary>All of the final screen, as bytes that draw it.</summary>
    public byte[] Drawn => _screen.Snapshot(int.MaxValue);

    /// <summary>The same with the last hundred lines above it.</summary>
    public byte[] DrawnWithSome => _screen.Snapshot(100);

    /// <summary>Codes of the events in order, repeated ones once.</summary>
    public string Codes => string.Concat(_codes);

    /// <summary>Time of the last event.</summary>
    public double Seconds { get; private set; }

    /// <summary>What the last event says.</summary>
    public string LastData { get; private set; } = "";

    /// <summary>Plays a file.</summary>
    /// <exception cref="FormatException">It is no asciicast v3.</exception>
    public static PlayedCast Play(byte[] cast)
    {
        var lines = Encoding.UTF8.GetString(cast).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var header = JsonDocument.Parse(lines[0]);
        if (header.RootElement.GetProperty("version").GetInt32() != 3)
        {
            throw new FormatException($"No asciicast v3: {lines[0]}");
        }

        var term = header.RootElement.GetProperty("term");
        var played = new PlayedCast(term.GetProperty("cols").GetInt32(), term.GetProperty("rows").GetInt32());
        foreach (var line in lines[1..])
        {
            using var json = JsonDocument.Parse(line);
            played.Take(json.RootElement[0].GetDouble(), json.RootElement[1].GetString()!, json.RootElement[2].GetString()!);
        }

        return played;
    }

    private void Take(double seconds, string code, string data)
    {
        Seconds += seconds;
        LastData = data;
        if (_codes.LastOrDefault() != code)
        {
            _codes.Add(code);
        }

        if (code == "o")
        {
            _screen.Feed(Encoding.UTF8.GetBytes(data));
        }
        else if (code == "r" && data.Split('x') is [var columns, var rows])
        {
            _screen.Resize(int.Parse(columns, null), int.Parse(rows, null));
        }
    }
}
