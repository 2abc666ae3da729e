namespace Dashboard.Web.Containers.Creation;

/// <summary>A published port as three fields: <c>[[address:]host:]container[/protocol]</c>.</summary>
/// <param name="Host">Port or range of the host, an address with a colon before it if there is one; "" lets the engine choose.</param>
/// <param name="Container">Port or range in the container.</param>
/// <param name="Protocol">"tcp", "udp" or "sctp".</param>
public readonly record struct PortRow(string Host, string Container, string Protocol)
{
    /// <summary>What may be chosen.</summary>
    public static IReadOnlyList<string> Protocols { get; } = ["tcp", "udp", "sctp"];

    /// <summary>The fields of <paramref name="text"/>; anything that is none of them stands in <see cref="Container"/>.</summary>
    public static PortRow Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var slash = text.LastIndexOf('/');
        var protocol = slash >= 0 && Protocols.Contains(text[(slash + 1)..]) ? text[(slash + 1)..] : "";
        var rest = protocol.Length > 0 ? text[..slash] : text;
        var colon = rest.Contains('=', StringComparison.Ordinal) ? -1 : rest.LastIndexOf(':');
        return new PortRow(colon < 0 ? "" : rest[..colon], rest[(colon + 1)..], protocol.Length > 0 ? protocol : "tcp");
    }

    /// <summary>As <c>--publish</c> takes it.</summary>
    public override string ToString() => $"{(Host.Length > 0 ? $"{Host}:" : "")}{Container}{(Protocol == "tcp" ? "" : $"/{Protocol}")}";
}
