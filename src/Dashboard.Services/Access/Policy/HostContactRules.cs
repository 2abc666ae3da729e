using System.Net;
using System.Net.Sockets;
using Dashboard.Services.Access.Registries;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Environments.Spec;
using Microsoft.Extensions.Options;

namespace Dashboard.Services.Access.Policy;

/// <summary>
/// Judge of the hosts that an engine is made to contact because an actor names them. An engine reaches what people do not: its own loopback, and
/// the networks behind it.
/// </summary>
internal interface IHostContactRules
{
    /// <summary>Judges hosts. Who manages the environment is not bound; what it would have said to them is noted.</summary>
    Task<PolicyVerdict> JudgeAsync(Actor actor, DockerEnvironment environment, IEnumerable<ContactedHost> hosts, CancellationToken cancellationToken);
}

/// <inheritdoc cref="IHostContactRules"/>
internal sealed class HostContactRules(IOptions<DashboardOptions> options, IRegistryAccounts accounts) : IHostContactRules
{
    /// <summary>An entry that stands for every host whose addresses are all public.</summary>
    public const string AnyPublic = "*";

    private PolicyOptions Options => options.Value.Policy;

    public async Task<PolicyVerdict> JudgeAsync(Actor actor, DockerEnvironment environment, IEnumerable<ContactedHost> hosts, CancellationToken cancellationToken)
    {
        List<string> violations = [];
        foreach (var host in hosts.Distinct())
        {
            if (await ComplaintAsync(environment.Name, host, cancellationToken) is { } complaint)
            {
                violations.Add(complaint);
            }
        }

        return new PolicyVerdict(new ContainerSpec(), new Dictionary<string, string>(), violations, actor.MayOnAllOf(Right.Manage, environment.Name));
    }

    private Task<string?> ComplaintAsync(ResourceName environment, ContactedHost contact, CancellationToken cancellationToken) => contact.Use switch
    {
        HostUse.Registry => RegistryComplaintAsync(environment, contact.Host, cancellationToken),
        HostUse.Download => ListComplaintAsync(contact.Host, Options.DownloadHosts, $"a download from {contact.Host}, which is none of Dashboard:Policy:DownloadHosts", cancellationToken),
        _ => Task.FromResult<string?>(null),
    };

    // Who signed in to a registry for the team answers for it.
    private async Task<string?> RegistryComplaintAsync(ResourceName environment, string host, CancellationToken cancellationToken)
    {
        var complaint = await ListComplaintAsync(
            host,
            Options.Registries.Count > 0 ? Options.Registries : [RegistryAddress.Hub],
            $"contact with the registry {host}, which is none of Dashboard:Policy:Registries and has no account here",
            cancellationToken);
        return complaint is null || (await accounts.ListAsync(environment, cancellationToken)).Any(a => a.Address == host) ? null : complaint;
    }

    private static async Task<string?> ListComplaintAsync(string host, IList<string> allowed, string complaint, CancellationToken cancellationToken) =>
        allowed.Contains(host, StringComparer.OrdinalIgnoreCase) ? null
        : !allowed.Contains(AnyPublic) ? complaint
        : await PrivateAddressAsync(host, cancellationToken) is { } reason ? $"contact with {host}: {reason}"
        : null;

    // As it is now: the engine asks its own name server, a moment later.
    private static async Task<string?> PrivateAddressAsync(string host, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate($"https://{host}/", UriKind.Absolute, out var uri) || !string.Equals(uri.Authority, host, StringComparison.OrdinalIgnoreCase))
        {
            return "it is no name of a host";
        }

        try
        {
            var addresses = await Dns.GetHostAddressesAsync(uri.DnsSafeHost, cancellationToken);
            return addresses.Length == 0 ? "it has no address"
                : Array.Find(addresses, NetworkAddress.IsOfThisNetwork) is { } address ? $"it is {address}, an address of this network"
                : null;
        }
        catch (SocketException e)
        {
            return $"it has no address ({e.Message})";
        }
    }
}
