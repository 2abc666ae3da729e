using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Access.Policy;

/// <summary>
/// The rules of the fields with which one container reaches another: namespaces, volumes and links. Whoever shares another's namespaces
/// or mounts can do what they could do in it, so they need the right to run something there.
/// </summary>
internal sealed class ReachRules(IScopedResolver resolver, Actor actor, DockerEnvironment environment)
{
    private const string ContainerPrefix = "container:";
    private readonly List<string> _violations = [];

    /// <summary>What is not allowed, in words.</summary>
    public IReadOnlyList<string> Violations => _violations;

    /// <summary>Judges <paramref name="host"/> and pins the containers that it names to their ids, so that a name that moves changes nothing.</summary>
    public async Task<HostSpec> JudgeAsync(HostSpec host, CancellationToken cancellationToken) => host with
    {
        NetworkMode = await JoinedAsync("network", host.NetworkMode, cancellationToken),
        IpcMode = await IpcAsync(host.IpcMode, cancellationToken),
        PidMode = await JoinedAsync("process", host.PidMode, cancellationToken),
        VolumesFrom = await PinAllAsync(host.VolumesFrom, "the volumes of", cancellationToken),
        Links = await PinAllAsync(host.Links, "a link to", cancellationToken),
    };

    /// <summary>Judges a network's own links.</summary>
    public async Task<EndpointSpec?> JudgeAsync(EndpointSpec? endpoint, CancellationToken cancellationToken) =>
        endpoint is null ? null : endpoint with { Links = await PinAllAsync(endpoint.Links, "a link to", cancellationToken) };

    private async Task<string?> IpcAsync(string? mode, CancellationToken cancellationToken) =>
        mode is "none" or "private" or "shareable" ? mode : await JoinedAsync("IPC", mode, cancellationToken);

    // A network's name passes here: whether it may be joined is judged with the endpoints.
    private async Task<string?> JoinedAsync(string what, string? mode, CancellationToken cancellationToken)
    {
        if (mode is null || !mode.StartsWith(ContainerPrefix, StringComparison.Ordinal))
        {
            if (mode is "host" || (what != "network" && !string.IsNullOrEmpty(mode)))
            {
                _violations.Add($"the {what} namespace \"{mode}\"");
            }

            return mode;
        }

        var id = await PinAsync(mode[ContainerPrefix.Length..], $"the {what} namespace of", cancellationToken);
        return ContainerPrefix + id;
    }

    // Entries are "name", "name:ro" or "name:alias": what follows the name stays.
    private async Task<IReadOnlyList<string>?> PinAllAsync(IReadOnlyList<string>? entries, string what, CancellationToken cancellationToken)
    {
        if (entries is null)
        {
            return null;
        }

        List<string> pinned = [];
        foreach (var entry in entries)
        {
            var colon = entry.IndexOf(':', StringComparison.Ordinal);
            var name = colon < 0 ? entry : entry[..colon];
            var id = await PinAsync(name, what, cancellationToken);
            pinned.Add(colon >= 0 ? id + entry[colon..] : what.StartsWith("a link", StringComparison.Ordinal) ? $"{id}:{name.TrimStart('/')}" : id);
        }

        return pinned;
    }

    private async Task<string> PinAsync(string text, string what, CancellationToken cancellationToken)
    {
        if (!ResourceName.TryParse(text, out var name))
        {
            _violations.Add($"{what} \"{text}\", which is no container's name");
            return text;
        }

        try
        {
            return (await resolver.ResolveContainerAsync(actor, environment, name, Right.Exec, cancellationToken)).Id;
        }
        catch (EngineErrorException e) when (e.Error.Kind is EngineErrorKind.NotFound or EngineErrorKind.Refused)
        {
            _violations.Add(e.Error.Kind == EngineErrorKind.NotFound ? $"{what} {name}: there is no such container" : $"{what} {name}, which you may not run things in");
            return text;
        }
    }
}
