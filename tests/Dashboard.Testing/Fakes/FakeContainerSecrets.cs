using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;

namespace Dashboard.Testing;

/// <summary>Secrets as a test tells them, and what was asked for.</summary>
public sealed class FakeContainerSecrets : IContainerSecrets
{
    /// <summary>By variable.</summary>
    public Dictionary<string, string> Values { get; } = [];

    /// <summary>"kim: web DB_PASSWORD", in order.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>What every reveal fails with; null while it works.</summary>
    public EngineError? Error { get; set; }

    /// <inheritdoc/>
    public Task<string> RevealAsync(Actor actor, DockerEnvironment environment, ResourceName container, string variable, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        Asked.Add($"{actor.UserName}: {container} {variable}");
        return Error is { } error
            ? throw new EngineErrorException(error)
            : Task.FromResult(Values.TryGetValue(variable, out var value) ? value : throw new InvalidOperationException($"No test gave {variable} a value."));
    }
}
