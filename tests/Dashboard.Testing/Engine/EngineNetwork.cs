using System.Security.Cryptography;

namespace Dashboard.Testing;

/// <summary>The addresses of one private engine: a /16 of its own, a bridge in it, and the way out.</summary>
/// <remarks>
/// dockerd's own iptables mode is off for private engines: at its start it deletes the DOCKER chains, and with them the
/// published ports of any other engine here. Published ports work by dockerd's userland proxy; three rules of ours, found
/// again by their address range, let traffic out.
/// </remarks>
internal sealed class EngineNetwork
{
    private readonly string _prefix;

    private EngineNetwork(int second)
    {
        _prefix = $"10.{second}.";
        Bridge = $"dbt{second}";
    }

    /// <summary>The bridge's name, at most 15 characters; it also reserves the range against a second engine.</summary>
    public string Bridge { get; }

    /// <summary>The whole range: bridge and user-made networks.</summary>
    public string Range => $"{_prefix}0.0/16";

    /// <summary>The part of the range that user-made networks come from.</summary>
    public string Pool => $"{_prefix}0.0/17";

    /// <summary>Reserves a range that no address or route of this machine uses.</summary>
    public static async Task<EngineNetwork> CreateAsync(CancellationToken cancellationToken)
    {
        var addresses = await RunAsync("ip", ["-4", "-o", "addr"], cancellationToken);
        var routes = await RunAsync("ip", ["-4", "route"], cancellationToken);
        var taken = addresses.Stdout + routes.Stdout;
        for (var attempt = 0; attempt < 50; attempt++)
        {
            var network = new EngineNetwork(RandomNumberGenerator.GetInt32(100, 250));
            if (taken.Contains($" {network._prefix}", StringComparison.Ordinal) || taken.Contains($"\n{network._prefix}", StringComparison.Ordinal))
            {
                continue;
            }

            // The kernel refuses a name that exists: what decides between two engines that start at once.
            var created = await Cli.RunAsync("ip", ["link", "add", network.Bridge, "type", "bridge"], null, cancellationToken);
            if (created.ExitCode == 0)
            {
                await network.ConfigureAsync(cancellationToken);
                return network;
            }

            if (!created.Stderr.Contains("File exists", StringComparison.Ordinal))
            {
                created.EnsureSuccess();
            }
        }

        throw new InvalidOperationException("No free 10.x.0.0/16 for a private engine.");
    }

    /// <summary>Takes the rules, the bridge and what user-made networks left away again.</summary>
    public async Task DeleteAsync()
    {
        foreach (var rule in Rules())
        {
            await Cli.RunAsync("iptables", ["-w", "-t", rule.Table, "-D", rule.Chain, .. rule.Match], null, CancellationToken.None);
        }

        var addresses = await RunAsync("ip", ["-4", "-o", "addr"], CancellationToken.None);
        foreach (var line in addresses.Stdout.Split('\n').Where(line => line.Contains($" inet {_prefix}", StringComparison.Ordinal)))
        {
            var link = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
            await Cli.RunAsync("ip", ["link", "del", link], null, CancellationToken.None);
        }
    }

    private static async Task<CliResult> RunAsync(string program, string[] arguments, CancellationToken cancellationToken) =>
        (await Cli.RunAsync(program, arguments, null, cancellationToken)).EnsureSuccess();

    private async Task ConfigureAsync(CancellationToken cancellationToken)
    {
        await RunAsync("ip", ["addr", "add", $"{_prefix}128.1/24", "dev", Bridge], cancellationToken);
        await RunAsync("ip", ["link", "set", Bridge, "up"], cancellationToken);
        foreach (var rule in Rules())
        {
            await RunAsync("iptables", ["-w", "-t", rule.Table, "-I", rule.Chain, .. rule.Match], cancellationToken);
        }
    }

    // scripts/test-cleanup.sh deletes the same rules by the range when a test process died: keep `Range` in each.
    private IEnumerable<(string Table, string Chain, string[] Match)> Rules() =>
    [
        ("nat", "POSTROUTING", ["-s", Range, "!", "-d", Range, "-j", "MASQUERADE"]),
        ("filter", "FORWARD", ["-s", Range, "-j", "ACCEPT"]),
        ("filter", "FORWARD", ["-d", Range, "-j", "ACCEPT"]),
    ];
}
