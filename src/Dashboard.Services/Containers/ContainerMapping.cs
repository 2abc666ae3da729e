using Dashboard.Services.Commands;
using Docker.DotNet.Models;

namespace Dashboard.Services.Containers;

/// <summary>From the client library's shapes to ours; the engine leaves any collection null when it is empty.</summary>
internal static class ContainerMapping
{
    public static ContainerSummary ToSummary(this ContainerListResponse c) => new()
    {
        Id = c.ID,
        Name = NameOf(c.Names, c.ID),
        Image = c.Image,
        Command = MaskedLabels.SecretsOf(c.Labels, () => [NameOf(c.Names, c.ID), c.Image ?? ""]).Mask(SecretWords.Mask(c.Command ?? "")),
        State = ToState(c.State),
        Status = c.Status ?? "",
        Created = new DateTimeOffset(DateTime.SpecifyKind(c.Created, DateTimeKind.Utc)),
        Ports = ToPorts(c.Ports),
        Networks = EquatableList.From((c.NetworkSettings?.Networks?.Keys ?? []).Order(StringComparer.Ordinal)),
        Labels = (c.Labels ?? new Dictionary<string, string>()).AsReadOnly(),
    };

    public static ContainerState ToState(string? state) =>
        Enum.TryParse<ContainerState>(state, ignoreCase: true, out var known) ? known : ContainerState.Dead;

    // A linked container has also names like "/other/alias"; its own is the one with a single slash.
    private static string NameOf(IList<string>? names, string id) =>
        names?.FirstOrDefault(n => n.LastIndexOf('/') == 0)?[1..] ?? names?.FirstOrDefault()?.TrimStart('/') ?? id[..12];

    private static EquatableList<PortMapping> ToPorts(IList<PortSummary>? ports) => EquatableList.From((ports ?? [])
        .Select(p => new PortMapping(p.PublicPort is > 0 ? p.IP : null, p.PublicPort is > 0 ? p.PublicPort : null, p.PrivatePort, p.Type))
        .GroupBy(p => (p.PublicPort, p.PrivatePort, p.Protocol, IsAny(p.Address) ? "*" : p.Address))
        .Select(g => g.First())
        .OrderBy(p => p.PublicPort is null).ThenBy(p => p.PublicPort).ThenBy(p => p.PrivatePort));

    private static bool IsAny(string? address) => address is "0.0.0.0" or "::";
}
