namespace Dashboard.Testing;

/// <summary>
/// Texts as somebody may write them into labels, environments and paths. Markup in them is of an element that no page of ours has, so that one in
/// a page comes from data.
/// </summary>
public static class OddText
{
    /// <summary>The element that no page has.</summary>
    public const string Element = "odd-element";

    /// <summary>All of them, by what is odd about each.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["html"] = $"<{Element} onclick=\"alert(1)\">x</{Element}><img src=x onerror=alert(1)>&amp;&lt;",
        ["attribute"] = $"\" onmouseover=\"alert(1)\" x='<{Element}>",
        ["quotes"] = "it's \"quoted\" `back` \\ slash $HOME $(id) ;|&",
        ["rtl"] = "\u202Eשלום\u202C עולם \u2066مرحبا\u2069",
        ["emoji"] = "🐳👩‍👩‍👧‍👦 ñ é ﷽",
        ["newline"] = "one\ntwo\r\nthree\ttab",
        ["control"] = "\u001b[31mred\u0007\u0001",
        ["template"] = "{{.Name}} @Model {0} %s ${x}",
        ["spaces"] = "  two  spaces  ",
        ["equals"] = "a=b=c,d:e",
        ["long"] = string.Concat(Enumerable.Repeat("0123456789abcdef", 256)),
    };

    /// <summary>A container name that uses the whole grammar of names, and 200 characters.</summary>
    public static string Name { get; } = "A.b_c-0." + new string('z', 192);
}
