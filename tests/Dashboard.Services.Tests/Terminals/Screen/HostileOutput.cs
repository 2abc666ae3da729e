using System.Globalization;
using System.Text;

namespace Dashboard.Services.Tests.Terminals.Screen;

/// <summary>Output of a program that means no good, drawn from a seed: text of all widths, sequences of all kinds, broken ones and raw bytes.</summary>
internal sealed class HostileOutput(int seed)
{
    private static readonly string[] Texts =
        ["hello", "a", "한글", "漢", "e\u0301", "👩\u200d💻", "🙂", "\u200b", "\u1112\u1161\u11ab", "wide 全角 text", "\t", "\r\n", "\r", "\n", "\b", "xxxxxxxxxxxxxxxxxxxxxxxxxx", "\x0e", "\x0f", "\x7f", "\0"];

    private static readonly string[] Strings = ["0;title", "52;c;aGVsbG8=", "8;;https://example.org/", "8;id=1;javascript:x", "8;;", "9;note", "777;notify;a;b", "4;1;?", "11;?", "1337;x", "", "99999"];

    private readonly Random _random = new(seed);

    public (int Columns, int Rows) Dimensions() => (_random.Next(2, 40), _random.Next(1, 12));

    public byte[] Next() => _random.Next(10) switch
    {
        0 or 1 or 2 => Encoding.UTF8.GetBytes(Any(Texts)),
        3 or 4 or 5 => Encoding.ASCII.GetBytes(Sequence()),
        6 => Encoding.ASCII.GetBytes($"\e[{Numbers()}m"),
        7 => Encoding.ASCII.GetBytes($"\e{Any("78DEMHc=>", "(0", "(B", ")0", "#8", "P$q", "X", "^", "_", "\\", "[", "]", "")}"),
        8 => Encoding.ASCII.GetBytes($"\e]{Any(Strings)}{Any("\a", "\e\\", "\u0018", "")}"),
        _ => Bytes(),
    };

    private string Sequence() => $"\e[{Any("", "", "", "?", ">", "!")}{Numbers()}{Any("", "", "", " ", "$", "'")}{(char)_random.Next('@', '~' + 1)}";

    private string Numbers()
    {
        int[] modes = [4, 6, 7, 20, 25, 47, 1047, 1048, 1049, 2004, 1000, 1, 38, 48];
        var numbers = Enumerable.Range(0, _random.Next(4)).Select(_ => _random.Next(5) switch
        {
            0 => "",
            1 => "99999999999",
            2 => modes[_random.Next(modes.Length)].ToString(CultureInfo.InvariantCulture),
            _ => _random.Next(12).ToString(CultureInfo.InvariantCulture),
        });
        return string.Join(_random.Next(6) == 0 ? ':' : ';', numbers);
    }

    private byte[] Bytes()
    {
        var bytes = new byte[_random.Next(1, 6)];
        _random.NextBytes(bytes);
        return bytes;
    }

    private string Any(params string[] of) => of[_random.Next(of.Length)] is var text && text == "78DEMHc=>" ? text[_random.Next(text.Length)].ToString() : text;
}
