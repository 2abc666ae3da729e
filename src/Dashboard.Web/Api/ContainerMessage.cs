using System.Globalization;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;

namespace Dashboard.Web.Api;

/// <summary>A container as the REST API and the status hub tell of it.</summary>
/// <param name="Id">Full id.</param>
/// <param name="Name">Name.</param>
/// <param name="Image">Image as named at creation.</param>
/// <param name="Command">What it runs, as one line.</param>
/// <param name="State">"created", "running", "paused", "restarting", "removing", "exited" or "dead".</param>
/// <param name="Status">The engine's words, e.g. "Up 3 minutes".</param>
/// <param name="Created">RFC 3339, UTC.</param>
/// <param name="Ports">As docker prints them, e.g. "0.0.0.0:8080->80/tcp".</param>
/// <param name="Networks">Names of its networks.</param>
/// <param name="Labels">Its labels; values that look secret are masked.</param>
public sealed record ContainerMessage(
    string Id,
    string Name,
    string Image,
    string Command,
    string State,
    string Status,
    string Created,
    IReadOnlyList<string> Ports,
    IReadOnlyList<string> Networks,
    IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>Of a container as the store knows it.</summary>
    public static ContainerMessage From(ContainerSummary container)
    {
        ArgumentNullException.ThrowIfNull(container);
        return new ContainerMessage(
            container.Id,
            container.Name,
            container.Image,
            container.Command,
            container.State.ToString().ToLowerInvariant(),
            container.Status,
            container.Created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            [.. container.Ports.Select(Port)],
            [.. container.Networks],
            MaskedLabels.Of(container.Labels));
    }

    private static string Port(PortMapping port) => port.PublicPort is null
        ? string.Create(CultureInfo.InvariantCulture, $"{port.PrivatePort}/{port.Protocol}")
        : string.Create(CultureInfo.InvariantCulture, $"{port.Address}:{port.PublicPort}->{port.PrivatePort}/{port.Protocol}");
}
