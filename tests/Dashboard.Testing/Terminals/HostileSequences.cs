using System.Globalization;
using System.Text;

namespace Dashboard.Testing;

/// <summary>What a program in a container may print to reach outside its terminal: the clipboard, the title, notifications, links, files, or the shell by answers.</summary>
public static class HostileSequences
{
    /// <summary>Text that must be found nowhere but, at most, on the screen. As a line of a shell it would make a file "/reached".</summary>
    public const string Payload = "touch /reached";

    // "touch /reached\n"
    private const string Base64 = "dG91Y2ggL3JlYWNoZWQK";

    // As 7 bits, as the one byte of 8 bits, and as that in UTF-8.
    private static readonly (string Name, string Bytes)[] _introducers = [("ESC ]", "\e]"), ("9D", "\x9d"), ("C2 9D", "\xc2\x9d")];
    private static readonly (string Name, string Bytes)[] _ends = [("BEL", "\a"), ("ST", "\e\\"), ("9C", "\x9c"), ("C2 9C", "\xc2\x9c"), ("none", "")];

    // Of xterm, iTerm, kitty, rxvt, konsole, Windows Terminal, VS Code, Emacs and Linux' console; and ways to write a number that somebody may read as one of them.
    private static readonly string[] _commands =
    [
        "0", "1", "2", "3", "4", "5", "6", "7", "9", "9;4", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20", "21", "22", "30", "46", "50", "51", "60", "61", "66", "99", "104", "105", "106",
        "110", "111", "112", "117", "119", "133", "176", "200", "440", "555", "633", "697", "701", "702", "710", "720", "721", "775", "776", "777;notify", "1337", "3008", "5522", "9001", "30001", "30101", "00", "002", "0052", "+2", "-1", "2.0", "2a", "4294967298", "L", "l", "I", "P", "",
    ];

    /// <summary>All of them, each once; what it is called, and its bytes.</summary>
    public static IReadOnlyList<(string Name, byte[] Bytes)> All { get; } =
        [.. Make().DistinctBy(s => s.Text, StringComparer.Ordinal).Select(s => (s.Name, Encoding.Latin1.GetBytes(s.Text)))];

    private static IEnumerable<(string Name, string Text)> Make() =>
        [.. Commands(), .. Clipboards(), .. Links(), .. Reports(), .. Strings(), .. Nested()];

    private static IEnumerable<(string, string)> Commands() =>
        from command in _commands
        from end in _ends
        from payload in (string[])[$"{Payload}\n", "?"]
        select ($"OSC {command} \"{payload.Trim()}\" {end.Name}", $"\e]{command};{payload}{end.Bytes}");

    private static IEnumerable<(string, string)> Clipboards() =>
        from introducer in _introducers
        from selection in (string[])["c", "p", "q", "s", "0", "7", "", "cpqs01234567", "x"]
        from end in _ends
        from data in (string[])[Base64, "?", "!"]
        select ($"{introducer.Name} 52 {selection} {data} {end.Name}", $"{introducer.Bytes}52;{selection};{data}{end.Bytes}");

    private static IEnumerable<(string, string)> Links() =>
        from address in (string[])
            ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>alert(1)</script>", "file:///etc/passwd", "vbscript:x", "blob:x", "about:blank", "x-man-page://ls", "\tjavascript:alert(1)", "//reached", "http:///\"onclick=alert(1)", "https://reached.invalid/"]
        from parameters in (string[])["", "id=1", "id=\"><img src=x onerror=alert(1)>"]
        from end in _ends[..2]
        select ($"link {address} {parameters} {end.Name}", $"\e]8;{parameters};{address}{end.Bytes}<img src=x onerror=alert(1)>\e]8;;{end.Bytes}");

    // Questions, the answers to which are typed into the shell.
    private static IEnumerable<(string, string)> Reports()
    {
        for (var operation = 0; operation <= 24; operation++)
        {
            yield return ($"window {operation}", $"\e]2;{Payload}\n\a\e[{operation.ToString(CultureInfo.InvariantCulture)}t");
        }

        foreach (var question in (string[])
            ["c", "0c", ">c", ">0c", "=c", "5n", "6n", "?6n", "?15n", "?25n", "?26n", "?53n", "?62n", "?63n", "?996n", "0x", "1x", ">q", ">0q", "?u", "$p", "?1$p", "?2004$p", "4$p", "1;1;1;1;1;1*y", "+T", "?1;1;0S", "?2;1;0S", "18t", "19t", "20t", "21t", "22;0t", "23;0t", "?1000h", "?1003h", "?1004h", "?2004h", "?2031h", "?9001h", "&w", "1$w", "2$w", "?4m", ">4;1m", "i", "4i", "5i", "?5i", "0i", "1;2'z", "'|"])
        {
            yield return ($"CSI {question}", $"\e]0;{Payload}\n\a\e[{question}");
            yield return ($"9B {question}", $"\x9b{question}");
        }
    }

    // Device controls, applications' own, private messages and strings.
    private static IEnumerable<(string, string)> Strings() =>
        from introducer in (string[])["\eP", "\x90", "\e_", "\x9f", "\e^", "\x9e", "\eX", "\x98", "\ek"]
        from body in (string[])
            [Payload, "$qm", $"$q{Payload}", "+q544e", "1000p", "q#0;2;0;0;0~~", $"tmux;\e\e]52;c;{Base64}\a", $"Ga=T,f=100,t=f;{Base64}", $"Gf=100,t=t;{Base64}", "=1s", "@kitty-cmd{\"cmd\":\"ls\"}", $"0;1|17/{Payload}", "!z", "1;1{p", "{\"cmd\":\"@\"}"]
        from end in _ends[1..3]
        select ($"{Named(introducer)}{body} {end.Name}", $"{introducer}{body}{end.Bytes}");

    // One in another, cut off, or so long that somebody may give up in the middle of it.
    private static IEnumerable<(string, string)> Nested()
    {
        var clipboard = $"\e]52;c;{Base64}\a";
        foreach (var around in (string[])["\e[", "\e]", "\e]0;", "\eP", "\eP$q", "\e_", "\e^", "\eX", "\e]8;;", "\e]1337;", "\x1b\x1b", "\e%G", "\e%@", "\e(0", "\x0e", "\e[?1049h", "\e[?2026h", "\e[1;2;3", "\e[999999999999999999"])
        {
            yield return ($"clipboard in {Named(around)}", around + clipboard);
            yield return ($"clipboard after cancelled {Named(around)}", around + "\x18" + clipboard);
            yield return ($"clipboard after substituted {Named(around)}", around + "\x1a" + clipboard);
            yield return ($"title with {Named(around)} in it", $"\e]2;{around}{Payload}\a");
        }

        foreach (var (name, text) in ((string, string)[])[("clipboard", "\e]52;c;"), ("title", "\e]2;"), ("control", "\eP+q"), ("application", "\e_G")])
        {
            yield return ($"long {name}", text + new string('A', 200_000) + "\a");
        }
    }

    private static string Named(string bytes) => string.Concat(bytes.Select(c => c is < ' ' or > '~' ? $"<{(int)c:X2}>" : $"{c}"));
}
