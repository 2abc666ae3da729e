namespace Dashboard.Services;

/// <summary>How browsers reach us, from <see cref="DashboardOptions.PublicUrl"/>: an origin and nothing more.</summary>
/// <param name="Scheme">"http" or "https".</param>
/// <param name="Host">Name or address as a Host header has it: punycode, IPv6 in brackets, lower case.</param>
/// <param name="Port">Its port; the scheme's own when the address names none.</param>
public sealed record PublicUrl(string Scheme, string Host, int Port)
{
    private bool HasOwnPort => (Scheme, Port) is ("http", 80) or ("https", 443);

    /// <summary>Host and port as a browser sends them: without the port when it is the scheme's own.</summary>
    public string Authority => HasOwnPort ? Host : FormattableString.Invariant($"{Host}:{Port}");

    /// <summary>The host when it is a name; null when it is an address.</summary>
    public string? Domain => Uri.CheckHostName(Host) == UriHostNameType.Dns ? Host : null;

    /// <summary>Reads it; null when the text is anything but scheme, name and port.</summary>
    public static PublicUrl? TryParse(string? text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")
            || url.PathAndQuery != "/" || url.Fragment.Length > 0 || url.UserInfo.Length > 0 || url.Host.Length == 0)
        {
            return null;
        }

        return new PublicUrl(url.Scheme, url.HostNameType == UriHostNameType.IPv6 ? url.Host : url.IdnHost, url.Port);
    }

    /// <summary>The origin, as browsers write it.</summary>
    public override string ToString() => $"{Scheme}://{Authority}";
}
