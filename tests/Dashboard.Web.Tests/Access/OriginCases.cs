namespace Dashboard.Web.Tests.Access;

/// <summary>Scheme and Host that a request was sent to, the Origin that it carries, and whether that is its own.</summary>
public static class OriginCases
{
    public static TheoryData<string, string, string?, bool> All { get; } = new()
    {
        // The same, as browsers write it: lower case, without the scheme's own port
        { "http", "dash.internal:8080", "http://dash.internal:8080", true },
        { "http", "dash.internal", "http://dash.internal", true },
        { "http", "dash.internal:80", "http://dash.internal", true },
        { "https", "dash.internal", "https://dash.internal", true },
        { "https", "dash.internal:443", "https://dash.internal", true },
        { "https", "dash.internal:8443", "https://dash.internal:8443", true },
        { "http", "DASH.internal:8080", "http://dash.internal:8080", true },
        { "http", "dash.internal.", "http://dash.internal.", true },
        { "http", "127.0.0.1:8080", "http://127.0.0.1:8080", true },
        { "http", "[::1]:8080", "http://[::1]:8080", true },
        { "https", "[2001:db8::7]", "https://[2001:db8::7]", true },
        { "http", "xn--bcher-kva.internal", "http://xn--bcher-kva.internal", true },

        // Another port
        { "http", "dash.internal:8080", "http://dash.internal:8081", false },
        { "http", "dash.internal:8080", "http://dash.internal", false },
        { "http", "dash.internal", "http://dash.internal:8080", false },
        { "http", "dash.internal", "http://dash.internal:80", false },
        { "https", "dash.internal", "https://dash.internal:443", false },
        { "https", "dash.internal:80", "https://dash.internal", false },
        { "http", "dash.internal:443", "http://dash.internal", false },
        { "http", "dash.internal:8080", "http://dash.internal:08080", false },
        { "http", "dash.internal:8080", "http://dash.internal:80800", false },
        { "http", "[::1]:8080", "http://[::1]:8081", false },

        // Another scheme
        { "http", "dash.internal:8080", "https://dash.internal:8080", false },
        { "https", "dash.internal", "http://dash.internal", false },
        { "http", "dash.internal", "https://dash.internal", false },
        { "http", "dash.internal", "ws://dash.internal", false },
        { "http", "dash.internal", "file://dash.internal", false },
        { "http", "dash.internal", "dash.internal", false },
        { "http", "dash.internal", "//dash.internal", false },

        // Another case than browsers write
        { "http", "dash.internal", "HTTP://dash.internal", false },
        { "http", "dash.internal", "http://DASH.internal", false },

        // Another name, also one that looks alike
        { "http", "dash.internal", "http://evil.example", false },
        { "http", "dash.internal", "http://dash.internal.evil.example", false },
        { "http", "dash.internal", "http://evildash.internal", false },
        { "http", "dash.internal", "http://sub.dash.internal", false },
        { "http", "sub.dash.internal", "http://dash.internal", false },
        { "http", "dash.internal", "http://dash.internal.", false },
        { "http", "dash.internal.", "http://dash.internal", false },
        { "http", "dash.internal", "http://dash.internal@evil.example", false },
        { "http", "dash.internal", "http://kim@dash.internal", false },
        { "http", "dash.internal", "http://dash.internal/", false },
        { "http", "dash.internal", "http://dash.internal/path", false },
        { "http", "dash.internal", "http://dash.internal#evil.example", false },
        { "http", "dash.internal", "http://dash.internal\\evil.example", false },
        { "http", "dash.internal", "http://dash%2einternal", false },
        { "http", "dash.internal", "http://dash-internal", false },
        { "http", "xn--bcher-kva.internal", "http://b\u00fccher.internal", false },
        { "http", "xn--bcher-kva.internal", "http://bucher.internal", false },
        { "http", "127.0.0.1:8080", "http://localhost:8080", false },
        { "http", "localhost:8080", "http://127.0.0.1:8080", false },
        { "http", "127.0.0.1:8080", "http://127.1:8080", false },
        { "http", "127.0.0.1:8080", "http://2130706433:8080", false },
        { "http", "[::1]:8080", "http://[0:0:0:0:0:0:0:1]:8080", false },
        { "http", "[::ffff:127.0.0.1]:8080", "http://127.0.0.1:8080", false },

        // None, or more than one
        { "http", "dash.internal", null, false },
        { "http", "dash.internal", "", false },
        { "http", "dash.internal", " ", false },
        { "http", "dash.internal", "null", false },
        { "http", "dash.internal", "*", false },
        { "http", "dash.internal", "http://dash.internal, http://evil.example", false },
        { "http", "dash.internal", "http://dash.internal http://dash.internal", false },
    };
}
