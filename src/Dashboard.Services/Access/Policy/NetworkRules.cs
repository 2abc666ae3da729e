using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Environments.Spec;
using Docker.DotNet;

namespace Dashboard.Services.Access.Policy;

/// <summary>Which networks may be joined: the engine's own bridge and none, and those within the actor's scope.</summary>
internal sealed class NetworkRules(Actor actor, DockerEnvironment environment)
{
    private static readonly Dictionary<string, string> _noLabels = [];
    private readonly List<string> _violations = [];

    /// <summary>What is not allowed, in words.</summary>
    public IReadOnlyList<string> Violations => _violations;

    /// <summary>Judges every network that <paramref name="spec"/> names.</summary>
    public async Task JudgeAsync(ContainerSpec spec, CancellationToken cancellationToken)
    {
        var endpoints = spec.NetworkingConfig?.EndpointsConfig ?? new Dictionary<string, EndpointSpec?>();
        foreach (var endpoint in endpoints.Values)
        {
            Judge(endpoint);
        }

        foreach (var network in endpoints.Keys.Append(spec.HostConfig.NetworkMode ?? "").Distinct(StringComparer.Ordinal))
        {
            // "host" and "container:…" as the mode are judged as namespaces.
            var judgedElsewhere = network == spec.HostConfig.NetworkMode
                && (network is "host" || network.StartsWith("container:", StringComparison.Ordinal));
            if (network is not ("" or "default" or "bridge" or "none") && !judgedElsewhere)
            {
                await JudgeAsync(network, cancellationToken);
            }
        }
    }

    private void Judge(EndpointSpec? endpoint)
    {
        if (endpoint?.DriverOpts is { Count: > 0 })
        {
            _violations.Add("network driver options");
        }

        if (endpoint?.Unknown is { Count: > 0 })
        {
            _violations.Add($"network fields that have no rule yet ({string.Join(", ", endpoint.Unknown.Keys)})");
        }
    }

    private async Task JudgeAsync(string text, CancellationToken cancellationToken)
    {
        if (!ResourceName.TryParse(text, out var name) || name.Value != text)
        {
            _violations.Add($"a network called \"{text}\"");
            return;
        }

        try
        {
            var network = await environment.Connection.Client.Networks.InspectNetworkAsync(name.Value, cancellationToken);
            var labels = network.Labels is { } given ? given.AsReadOnly() : _noLabels.AsReadOnly();
            if (network.Driver is "host" or "macvlan" or "ipvlan" || !actor.RightsOn(environment.Name, labels).HasFlag(Right.Create))
            {
                _violations.Add($"the network {name}, which is not in your scope");
            }
        }
        catch (DockerApiException e) when (e.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            // In the same words, so that nobody learns which networks there are.
            _violations.Add($"the network {name}, which is not in your scope");
        }
    }
}
