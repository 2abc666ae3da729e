using System.Text.Json;
using Dashboard.Services.Environments;
using Dashboard.Services.Environments.Spec;
using Microsoft.Extensions.Options;

namespace Dashboard.Services.Access.Policy;

/// <summary>
/// What may be created: an allow-list over every field of the engine's request. One object for whatever makes or changes a container.
/// Who manages the environment is not bound by it; what it would have said to them is noted in the audit log.
/// </summary>
internal interface ICreationPolicy
{
    /// <summary>Judges a request.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="environment">On which engine.</param>
    /// <param name="spec">The request as it would be sent.</param>
    /// <param name="imageLabels">Labels that the image adds: they put a container into a scope as well as its own do.</param>
    /// <param name="before">Labels of the container that it replaces; null when there is none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<PolicyVerdict> JudgeAsync(
        Actor actor,
        DockerEnvironment environment,
        ContainerSpec spec,
        IReadOnlyDictionary<string, string> imageLabels,
        IReadOnlyDictionary<string, string>? before,
        CancellationToken cancellationToken);

    /// <summary>Judges new limits of a container that the actor may operate.</summary>
    PolicyVerdict Judge(Actor actor, DockerEnvironment environment, HostSpec limits);

    /// <summary>Judges labels of an image, which is in nobody's scope itself but gives them to the containers that are made of it.</summary>
    PolicyVerdict JudgeImage(Actor actor, DockerEnvironment environment, IReadOnlyDictionary<string, string> labels);

    /// <summary>Judges a new volume or network.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="environment">On which engine.</param>
    /// <param name="what">"a volume", "a network".</param>
    /// <param name="labels">Its labels.</param>
    /// <param name="reaches">By what it would reach out of the engine's own folders and bridges, in words.</param>
    PolicyVerdict Judge(Actor actor, DockerEnvironment environment, string what, IReadOnlyDictionary<string, string> labels, IReadOnlyList<string> reaches);
}

/// <inheritdoc cref="ICreationPolicy"/>
internal sealed class CreationPolicy(IOptions<DashboardOptions> options, IScopedResolver resolver, ScopeRules scopes) : ICreationPolicy
{
    private PolicyOptions Options => options.Value.Policy;

    public async Task<PolicyVerdict> JudgeAsync(
        Actor actor,
        DockerEnvironment environment,
        ContainerSpec spec,
        IReadOnlyDictionary<string, string> imageLabels,
        IReadOnlyDictionary<string, string>? before,
        CancellationToken cancellationToken)
    {
        var labels = Merge(imageLabels, spec.Labels);
        List<string> violations = [.. HostRules.Violations(spec.HostConfig, Options)];
        foreach (var unknown in (Dictionary<string, JsonElement>?[])[spec.Unknown, spec.Healthcheck?.Unknown])
        {
            if (unknown is { Count: > 0 })
            {
                violations.Add($"fields that have no rule yet ({string.Join(", ", unknown.Keys)})");
            }
        }

        if (!scopes.MaySetLabels(actor, environment.Name, before, labels, out var label))
        {
            violations.Add(string.IsNullOrEmpty(label) ? "a container outside of your scope: give it a label of yours" : $"the label {label}");
        }

        var reach = new ReachRules(resolver, actor, environment);
        var networks = new NetworkRules(actor, environment);
        var volumes = new VolumeRules(actor, environment, Options, scopes);
        await networks.JudgeAsync(spec, cancellationToken);
        var host = await reach.JudgeAsync(spec.HostConfig, cancellationToken);
        host = await volumes.JudgeAsync(host, ScopeLabels(actor, environment, labels), cancellationToken);
        var networking = await JudgeAsync(reach, spec.NetworkingConfig, cancellationToken);

        violations.AddRange([.. networks.Violations, .. reach.Violations, .. volumes.Violations]);
        var isBypassed = actor.MayOnAllOf(Right.Manage, environment.Name);
        return new PolicyVerdict(isBypassed ? spec : spec with { HostConfig = host, NetworkingConfig = networking }, labels, violations, isBypassed);
    }

    public PolicyVerdict Judge(Actor actor, DockerEnvironment environment, HostSpec limits) => new(
        new ContainerSpec { HostConfig = limits }, new Dictionary<string, string>(), [.. HostRules.Violations(limits, Options)], actor.MayOnAllOf(Right.Manage, environment.Name));

    public PolicyVerdict JudgeImage(Actor actor, DockerEnvironment environment, IReadOnlyDictionary<string, string> labels) => new(
        new ContainerSpec(),
        labels,
        scopes.FirstForeign(actor, environment.Name, labels) is { } label ? [$"an image with the label {label}"] : [],
        actor.MayOnAllOf(Right.Manage, environment.Name));

    public PolicyVerdict Judge(
        Actor actor, DockerEnvironment environment, string what, IReadOnlyDictionary<string, string> labels, IReadOnlyList<string> reaches)
    {
        List<string> violations = [.. reaches];
        if (!scopes.MaySetLabels(actor, environment.Name, null, labels, out var label))
        {
            violations.Add(string.IsNullOrEmpty(label) ? $"{what} outside of your scope: give it a label of yours" : $"the label {label}");
        }

        return new PolicyVerdict(new ContainerSpec { HostConfig = new HostSpec() }, labels, violations, actor.MayOnAllOf(Right.Manage, environment.Name));
    }

    private static async Task<NetworkingSpec?> JudgeAsync(ReachRules reach, NetworkingSpec? networking, CancellationToken cancellationToken)
    {
        if (networking is null)
        {
            return null;
        }

        Dictionary<string, EndpointSpec?> endpoints = [];
        foreach (var (network, endpoint) in networking.EndpointsConfig)
        {
            endpoints[network] = await reach.JudgeAsync(endpoint, cancellationToken);
        }

        return new NetworkingSpec(endpoints);
    }

    // The labels of the new container by which the actor's own grants reach it; none when they reach everything.
    private static Dictionary<string, string> ScopeLabels(Actor actor, DockerEnvironment environment, Dictionary<string, string> labels)
    {
        if (actor.MayOnAllOf(Right.Create, environment.Name))
        {
            return [];
        }

        var keys = actor.Grants.Covering(environment.Name.Value, labels)
            .Where(g => g.Rights.HasFlag(Right.Create))
            .Select(g => g.Scope.Kind == GrantScopeKind.Stack ? GrantScope.ProjectLabel : g.Scope.LabelKey)
            .OfType<string>();
        return keys.Distinct(StringComparer.Ordinal).ToDictionary(k => k, k => labels[k]);
    }

    private static Dictionary<string, string> Merge(IReadOnlyDictionary<string, string> below, IReadOnlyDictionary<string, string>? above)
    {
        var merged = new Dictionary<string, string>(below);
        foreach (var (key, value) in above ?? new Dictionary<string, string>())
        {
            merged[key] = value;
        }

        return merged;
    }
}
