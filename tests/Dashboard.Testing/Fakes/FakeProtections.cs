using System.Collections.Concurrent;
using Dashboard.Services.Access;
using Dashboard.Services.Access.Protection;
using Dashboard.Services.Environments;

namespace Dashboard.Testing;

/// <summary>Protection without a database: what a test says, besides the label.</summary>
public sealed class FakeProtections : IProtections
{
    private readonly ConcurrentDictionary<string, bool> _decided = new();

    /// <inheritdoc/>
    public event Action<string>? Changed;

    /// <summary>Full id of the container that the program is said to run in; null for none.</summary>
    public string? OwnId { get; set; }

    /// <summary>Somebody decided, wherever they are.</summary>
    public void Set(string id, bool isProtected)
    {
        _decided[id] = isProtected;
        Changed?.Invoke(id);
    }

    /// <inheritdoc/>
    public bool IsOwn(string id) => id == OwnId;

    /// <inheritdoc/>
    public bool IsProtected(DockerEnvironment environment, string id, IReadOnlyDictionary<string, string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return _decided.TryGetValue(id, out var decided) ? decided : labels.GetValueOrDefault(IProtections.Label) == "true";
    }

    /// <inheritdoc/>
    public string? ReasonFor(DockerEnvironment environment, string id, string name, IReadOnlyDictionary<string, string> labels) =>
        IsOwn(id) || IsProtected(environment, id, labels) ? $"{name} is protected." : null;

    /// <inheritdoc/>
    public Task SetAsync(Actor actor, DockerEnvironment environment, string id, bool isProtected, CancellationToken cancellationToken)
    {
        Set(id, isProtected);
        return Task.CompletedTask;
    }
}
