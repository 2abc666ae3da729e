using System.Text;
using System.Text.Json;
using Dashboard.Services.Terminals.Screen;

namespace Dashboard.Services.Tests.Terminals.Recordings;

/// <summary>An asciicast v3 played to its end.</summary>
internal sealed class PlayedCast
{
    private readonly List<string> _codes = [];

    private PlayedCast(TerminalScreen screen) => Screen = screen;

    public TerminalScreen Screen { get; }

    /// <summary>Codes of the events in order, repeated ones once.</summary>
    public string Codes => string.Concat(_codes);

    public double Seconds { get; private set; }

    public string LastData { get; private set; } = "";

    public static PlayedCast Play(byte[] cast)
    {
        var lines = Encoding.UTF8.GetString(cast).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var header = JsonDocument.Parse(lines[0]);
        Assert.Equal(3, header.RootElement.GetProperty("version").GetInt32());
        var term = header.RootElement.GetProperty("term");
        var played = new PlayedCast(new TerminalScreen(term.GetProperty("cols").GetInt32(), term.GetProperty("rows").GetInt32()));
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
            Screen.Feed(Encoding.UTF8.GetBytes(data));
        }
        else if (code == "r")
        {
            var size = data.Split('x').Select(int.Parse).ToArray();
            Screen.Resize(size[0], size[1]);
        }
    }
}
