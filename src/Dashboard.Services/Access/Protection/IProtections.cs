using System.Collections.Concurrent;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.Access.Protection;

/// <summary>
/// Containers that nobody may stop, remove, make again or prune before the protection is lifted: those with the label
/// <see cref="Label"/>, those for which somebody switched it on, and our own.
/// </summary>
public interface IProtections
{
    /// <summary>The label: "true" protects, unless somebody lifted it.</summary>
    const string Label = "dashboard.protected";

    /// <summary>Raised after somebody protected a container or lifted that, with its full id, on their thread: return at once.</summary>
    event Action<string>? Changed;

    /// <summary>Whether it is the container that this program runs in, which nobody can unlock.</summary>
    bool IsOwn(string id);

    /// <summary>Whether somebody may lift it, that is: whether it is protected at all and not our own container.</summary>
    bool IsProtected(DockerEnvironment environment, string id, IReadOnlyDictionary<string, string> labels);

    /// <summary>Why the container must not be ended, for people to read; null when it may be.</summary>
    string? ReasonFor(DockerEnvironment environment, string id, string name, IReadOnlyDictionary<string, string> labels);

    /// <summary>Protects a container, or lifts its protection, its label's too.</summary>
    Task SetAsync(Actor actor, DockerEnvironment environment, string id, bool isProtected, CancellationToken cancellationToken);
}

/// <inheritdoc cref="IProtections"/>
internal sealed class Protections(IDbContextFactory<DashboardDbContext> contexts, TimeProvider time) : IProtections
{
    private readonly Lazy<ConcurrentDictionary<(string Environment, string Id), bool>> _decided = new(() =>
    {
        using var context = contexts.CreateDbContext();
        return new(context.Protections.AsNoTracking().ToDictionary(p => (p.Environment, p.ContainerId), p => p.IsProtected));
    });

    public event Action<string>? Changed;

    public bool IsOwn(string id) => id == OwnContainer.Id;

    public bool IsProtected(DockerEnvironment environment, string id, IReadOnlyDictionary<string, string> labels) =>
        _decided.Value.TryGetValue((environment.Name.Value, id), out var decided)
            ? decided
            : labels.TryGetValue(IProtections.Label, out var value) && value is "true" or "1";

    public string? ReasonFor(DockerEnvironment environment, string id, string name, IReadOnlyDictionary<string, string> labels) =>
        IsOwn(id) ? $"{name} is this dashboard itself: it would end whoever ends it. Use docker on the host."
        : IsProtected(environment, id, labels) ? $"{name} is protected. Lift that first: docker container unprotect {name}"
        : null;

    public async Task SetAsync(Actor actor, DockerEnvironment environment, string id, bool isProtected, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Protections.FindAsync([environment.Name.Value, id], cancellationToken)
            ?? context.Protections.Add(new ContainerProtection { Environment = environment.Name.Value, ContainerId = id, UserName = "" }).Entity;
        (row.IsProtected, row.UserName, row.Since) = (isProtected, actor.UserName, time.GetUtcNow());
        await context.SaveChangesAsync(cancellationToken);
        _decided.Value[(environment.Name.Value, id)] = isProtected;
        Changed?.Invoke(id);
    }
}
