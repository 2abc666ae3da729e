using Dashboard.Engine.Tests;
using Dashboard.Testing;

[assembly: AssemblyFixture(typeof(EngineFixture))]

namespace Dashboard.Engine.Tests;

/// <summary>One private engine and one set of services for all tests that leave the engine alive.</summary>
public sealed class EngineFixture : IAsyncLifetime
{
    private static int _names;

    /// <summary>The engine.</summary>
    public PrivateEngine Engine { get; private set; } = null!;

    /// <summary>The services on it.</summary>
    public ServiceHost Services { get; private set; } = null!;

    /// <summary>A container name that no other test uses.</summary>
    public static string NewName(string purpose) => $"{purpose}-{Interlocked.Increment(ref _names)}";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Engine = await PrivateEngine.StartAsync(CancellationToken.None);
        Services = await ServiceHost.StartAsync(Engine.DockerHost, CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Services is not null)
        {
            await Services.DisposeAsync();
        }

        if (Engine is not null)
        {
            await Engine.DisposeAsync();
        }
    }
}
