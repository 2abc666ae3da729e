using System.Globalization;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Formatting;
using Docker.DotNet.Models;

namespace Dashboard.Services.Containers;

/// <summary><c>docker port</c>: where the ports of a container are reachable.</summary>
[Verb("port", "List port mappings or a specific mapping for the container", Aliases = ["container port"])]
public sealed record ListPorts : DockerCommand
{
    /// <summary>Name, id or unique prefix of an id.</summary>
    [Argument(0, "CONTAINER")]
    public ResourceName Container { get; init; }

    /// <summary>Only this port in the container, with or without its protocol: "80", "53/udp".</summary>
    [Argument(1, "PRIVATE_PORT[/PROTO]", Optional = true)]
    public string? Port { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => [new Demand(Right.View, CommandTarget.Container(Container))];

    internal override bool IsRead => true;

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var answer = await context.Connection.Client.Containers.InspectContainerAsync(context.Targets[0].Container!.Id, cancellationToken);
        var ports = answer.NetworkSettings?.Ports ?? new Dictionary<string, IList<PortBinding>>();
        IEnumerable<string> lines;
        if (string.IsNullOrEmpty(Port))
        {
            lines = ports.SelectMany(p => (p.Value ?? []).Select(b => $"{p.Key} -> {Joined(b)}"));
        }
        else
        {
            var parts = Port.Split('/', 2);
            if (WrongNumber(parts[0]) is { } reason)
            {
                return CommandResult.Wrong($"Error: invalid port ({parts[0]}): strconv.ParseUint: parsing {GoQuote.Quote(parts[0])}: {reason}");
            }

            var protocol = parts.Length > 1 && parts[1].Length > 0 ? parts[1] : "tcp";
            if (!ports.TryGetValue($"{parts[0]}/{protocol}", out var bindings) || bindings is null or [])
            {
                return CommandResult.Wrong($"Error: No public port '{Port}' published for {Container}");
            }

            lines = bindings.Select(Joined);
        }

        return new CommandResult(0, string.Concat(lines.Order(NaturalOrder.Instance).Select(line => line + "\n")), "");
    }

    // Go's net.JoinHostPort.
    private static string Joined(PortBinding binding) =>
        binding.HostIP?.Contains(':', StringComparison.Ordinal) == true ? $"[{binding.HostIP}]:{binding.HostPort}" : $"{binding.HostIP}:{binding.HostPort}";

    private static string? WrongNumber(string text) =>
        text.Length == 0 || !text.All(char.IsAsciiDigit) ? "invalid syntax"
        : !ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? "value out of range"
        : null;
}
