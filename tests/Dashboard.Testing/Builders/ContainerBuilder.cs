using Dashboard.Services.Commands;
using Dashboard.Services.Containers;

namespace Dashboard.Testing;

/// <summary>Makes container summaries for tests; every part has a sensible default.</summary>
public static class ContainerBuilder
{
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A container called <paramref name="name"/>, whose id is derived from the name.</summary>
    public static ContainerSummary Container(
        string name,
        ContainerState state = ContainerState.Running,
        string image = "busybox:test",
        string? status = null,
        IReadOnlyDictionary<string, string>? labels = null,
        EquatableList<PortMapping>? ports = null,
        int ageMinutes = 0) => new()
        {
            Id = IdOf(name),
            Name = name,
            Image = image,
            Command = "sleep infinity",
            State = state,
            Status = status ?? (state == ContainerState.Running ? "Up 5 minutes" : "Exited (0) 2 minutes ago"),
            Created = Epoch.AddMinutes(-ageMinutes),
            Ports = ports ?? [],
            Labels = labels ?? new Dictionary<string, string>(),
        };

    /// <summary>The id of the container called <paramref name="name"/>: 64 hexadecimal digits.</summary>
    public static string IdOf(string name) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)));
}
