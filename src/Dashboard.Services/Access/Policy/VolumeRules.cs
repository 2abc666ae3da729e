using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Environments.Spec;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Dashboard.Services.Access.Policy;

/// <summary>Which host paths and which volumes may be mounted.</summary>
internal sealed class VolumeRules(Actor actor, DockerEnvironment environment, PolicyOptions options, ScopeRules scopes)
{
    private static readonly Dictionary<string, string> _noLabels = [];
    private readonly BindRoot[] _roots = [.. options.BindRoots.Select(BindRoot.Parse)];
    private readonly List<string> _violations = [];

    /// <summary>What is not allowed, in words.</summary>
    public IReadOnlyList<string> Violations => _violations;

    /// <summary>
    /// Judges the mounts of <paramref name="host"/>. For those who act in a scope only, a volume that is yet to be made gets the labels of
    /// that scope, so that it is theirs afterwards too.
    /// </summary>
    /// <param name="host">The request.</param>
    /// <param name="scopeLabels">Labels that put a thing into the actor's scope; empty when they act on all of the engine.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<HostSpec> JudgeAsync(HostSpec host, IReadOnlyDictionary<string, string> scopeLabels, CancellationToken cancellationToken)
    {
        List<string> binds = [];
        List<MountSpec> mounts = [];
        foreach (var bind in host.Binds ?? [])
        {
            var request = MountRequest.OfBind(bind);
            if (await IsNewAsync(request, cancellationToken) && scopeLabels.Count > 0 && request.Oddity is null)
            {
                mounts.Add(Labelled(LongForm(bind, request), scopeLabels));
            }
            else
            {
                binds.Add(bind);
            }
        }

        foreach (var mount in host.Mounts ?? [])
        {
            JudgeLabels(mount);
            var isNew = await IsNewAsync(MountRequest.Of(mount), cancellationToken);
            mounts.Add(isNew && scopeLabels.Count > 0 ? Labelled(mount, scopeLabels) : mount);
        }

        return host with { Binds = binds.Count == 0 ? null : binds, Mounts = mounts.Count == 0 ? null : mounts };
    }

    private static MountSpec LongForm(string bind, MountRequest request) => new()
    {
        Type = "volume",
        Source = request.Source,
        Target = bind.Split(':')[1],
        ReadOnly = request.IsReadOnly ? true : null,
        VolumeOptions = bind.Split(':') is [_, _, var options] && options.Split(',').Contains("nocopy") ? new VolumeSpec { NoCopy = true } : null,
    };

    // The scope's labels take the place of what was asked for.
    private static MountSpec Labelled(MountSpec mount, IReadOnlyDictionary<string, string> scopeLabels)
    {
        var options = mount.VolumeOptions ?? new VolumeSpec();
        return mount with { VolumeOptions = options with { Labels = new Dictionary<string, string>(scopeLabels.Concat(options.Labels ?? _noLabels).DistinctBy(l => l.Key)) } };
    }

    // Whether or not there is such a volume yet: it may be removed before the engine gets to it.
    private void JudgeLabels(MountSpec mount)
    {
        if (scopes.FirstForeign(actor, environment.Name, mount.VolumeOptions?.Labels ?? _noLabels) is { } label)
        {
            _violations.Add($"a volume with the label {label}");
        }
    }

    /// <summary>Judges one mount; true when it is a volume that does not exist yet.</summary>
    private async Task<bool> IsNewAsync(MountRequest request, CancellationToken cancellationToken)
    {
        if (request.Oddity is { } oddity)
        {
            _violations.Add(oddity);
        }

        if (request.Type == "bind" && !Array.Exists(_roots, r => r.Allows(request.Source ?? "", request.IsReadOnly)))
        {
            _violations.Add($"the host path {request.Source}{(request.IsReadOnly ? "" : " to write to")}");
        }

        if (request.Type != "volume" || string.IsNullOrEmpty(request.Source))
        {
            return request.Type == "volume";
        }

        if (!ResourceName.TryParse(request.Source, out var name) || name.Value != request.Source)
        {
            _violations.Add($"a volume called \"{request.Source}\"");
            return false;
        }

        var volume = await FindAsync(name, cancellationToken);
        if (volume is not null)
        {
            JudgeExisting(name, volume);
        }

        return volume is null;
    }

    private void JudgeExisting(ResourceName name, VolumeResponse volume)
    {
        var labels = volume.Labels is { } given ? given.AsReadOnly() : _noLabels.AsReadOnly();
        if (!actor.RightsOn(environment.Name, labels).HasFlag(Right.Create))
        {
            _violations.Add($"the volume {name}, which is not in your scope");
        }
        else if (volume.Driver != "local" || volume.Options is { Count: > 0 })
        {
            _violations.Add($"the volume {name}, whose driver options reach outside of the engine's own folder");
        }
    }

    private async Task<VolumeResponse?> FindAsync(ResourceName name, CancellationToken cancellationToken)
    {
        try
        {
            return await environment.Connection.Client.Volumes.InspectAsync(name.Value, cancellationToken);
        }
        catch (DockerApiException e) when (e.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
