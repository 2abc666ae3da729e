using System.Runtime.CompilerServices;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;
using Docker.DotNet.Models;
using Actor = Dashboard.Services.Access.Actor;

namespace Dashboard.Services.Consoles;

/// <summary>Sorts of things that have names.</summary>
[Flags]
public enum LiveNameKinds
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Containers.</summary>
    Container = 1,

    /// <summary>Images.</summary>
    Image = 2,

    /// <summary>Networks.</summary>
    Network = 4,

    /// <summary>Volumes.</summary>
    Volume = 8,

    /// <summary>All of them.</summary>
    All = Container | Image | Network | Volume,
}

/// <summary>A thing on the engine, as one would type it.</summary>
/// <param name="Text">Its name.</param>
/// <param name="Kind">What it is, one of them.</param>
/// <param name="Detail">What it is made of: an image, a driver, a size; in the docker CLI's language.</param>
/// <param name="Status">How it is; "" where that is nothing to tell.</param>
public readonly record struct LiveName(string Text, LiveNameKinds Kind, string Detail, string Status = "")
{
    /// <summary>A few words on it. Made when asked for: of ten thousand names fifty are shown.</summary>
    public string Description => Status.Length == 0 ? Detail : $"{Detail} · {Status}";
}

/// <summary>The names that somebody can type on an engine.</summary>
public interface ILiveNames
{
    /// <summary>
    /// Those of some kinds that the actor may see, with <paramref name="part"/> somewhere in them, whatever the case. Where the engine can't be
    /// asked, what it can't tell is left out.
    /// </summary>
    Task<IReadOnlyList<LiveName>> ListAsync(Actor actor, DockerEnvironment environment, LiveNameKinds kinds, string part, CancellationToken cancellationToken);
}

/// <inheritdoc cref="ILiveNames"/>
internal sealed class LiveNames(IContainerQueries containers, TimeProvider time) : ILiveNames
{
    /// <summary>For how long images, networks and volumes are taken as they were: whoever types asks several times a second.</summary>
    private static readonly TimeSpan _freshness = TimeSpan.FromSeconds(2);

    private static readonly Dictionary<string, string> _noLabels = [];

    private readonly ConditionalWeakTable<DockerEnvironment, Remembered> _remembered = [];

    public async Task<IReadOnlyList<LiveName>> ListAsync(
        Actor actor, DockerEnvironment environment, LiveNameKinds kinds, string part, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(environment);
        if (!actor.CanSeeAnyOf(environment.Name))
        {
            return [];
        }

        List<LiveName> names = [];
        try
        {
            if (kinds.HasFlag(LiveNameKinds.Container))
            {
                names.AddRange(containers.List(actor, environment, all: true, part).Select(c => new LiveName(c.Name, LiveNameKinds.Container, c.Image, c.Status)));
            }

            if ((kinds & ~LiveNameKinds.Container) != LiveNameKinds.None)
            {
                var others = await OthersAsync(environment, cancellationToken);
                var images = kinds.HasFlag(LiveNameKinds.Image) ? await VisibleIds.OfImagesAsync(actor, environment, cancellationToken) : null;
                names.AddRange(others
                    .Where(o => kinds.HasFlag(o.Name.Kind) && o.Name.Text.Contains(part, StringComparison.OrdinalIgnoreCase)
                        && (o.Image is { } image ? images?.Contains(image) ?? true : actor.RightsOn(environment.Name, o.Labels).HasFlag(Right.View)))
                    .Select(o => o.Name));
            }
        }
        catch (EngineErrorException)
        {
            // Whoever runs a line is told why the engine does not answer; whoever only types is offered what there is.
            return names;
        }

        return names;
    }

    private async Task<IReadOnlyList<Other>> OthersAsync(DockerEnvironment environment, CancellationToken cancellationToken)
    {
        var connection = environment.Connection;
        var now = time.GetTimestamp();
        if (_remembered.TryGetValue(environment, out var last) && last.Connection == connection && time.GetElapsedTime(last.At, now) < _freshness)
        {
            return last.Names;
        }

        try
        {
            var images = connection.Client.Images.ListImagesAsync(new ImagesListParameters(), cancellationToken);
            var networks = connection.Client.Networks.ListNetworksAsync(new NetworksListParameters(), cancellationToken);
            var volumes = connection.Client.Volumes.ListAsync(new VolumesListParameters(), cancellationToken);
            Other[] names =
            [
                .. (await images).SelectMany(i => (i.RepoTags ?? []).Where(t => t != "<none>:<none>")
                    .Select(t => new Other(new LiveName(t, LiveNameKinds.Image, Formatting.HumanSize.InThousands(i.Size, 3)), _noLabels, i.ID))),
                .. (await networks).Select(n => new Other(new LiveName(n.Name, LiveNameKinds.Network, n.Driver), Labels(n.Labels))),
                .. ((await volumes).Volumes ?? []).Select(v => new Other(new LiveName(v.Name, LiveNameKinds.Volume, v.Driver), Labels(v.Labels))),
            ];
            _remembered.AddOrUpdate(environment, new Remembered(connection, now, names));
            return names;
        }
        catch (Exception e) when (EngineErrors.Translate(e) is { } error)
        {
            throw new EngineErrorException(error, e);
        }
    }

    private static System.Collections.ObjectModel.ReadOnlyDictionary<string, string> Labels(IDictionary<string, string>? labels) =>
        (labels ?? new Dictionary<string, string>()).AsReadOnly();

    // Image is the id of an image, whose visibility goes by its use; that of others goes by their labels.
    private sealed record Other(LiveName Name, IReadOnlyDictionary<string, string> Labels, string? Image = null);

    private sealed record Remembered(EngineConnection Connection, long At, IReadOnlyList<Other> Names);
}
