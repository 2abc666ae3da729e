using System.Diagnostics;
using System.Net.Sockets;

namespace Dashboard.Testing;

/// <summary>An image registry on loopback, where every engine accepts plain HTTP; optionally with one user.</summary>
public sealed class TestRegistry : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _directory;

    private TestRegistry(Process process, string directory, int port)
    {
        _process = process;
        _directory = directory;
        Host = $"127.0.0.1:{port}";
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
    }

    /// <summary>Host and port, the first part of an image reference.</summary>
    public string Host { get; }

    /// <summary>The registry's API.</summary>
    public Uri Address => new($"http://{Host}/");

    /// <summary>Starts an empty registry.</summary>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <param name="user">The only user who may pull and push; without one everybody may.</param>
    /// <param name="password">That user's password.</param>
    public static async Task<TestRegistry> StartAsync(CancellationToken cancellationToken, string? user = null, string? password = null)
    {
        var directory = TestRun.NewDirectory("registry");
        var port = LoopbackPort.Free();
        var config = Path.Combine(directory, "config.yml");
        await File.WriteAllTextAsync(config, Configuration(directory, port, user is not null), cancellationToken);
        if (user is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(directory, "users"), $"{user}:{Bcrypt.Hash(password ?? string.Empty)}\n", cancellationToken);
        }

        var process = Cli.Start("docker-registry", ["serve", config], null);
        var registry = new TestRegistry(process, directory, port);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await Eventually.ThatAsync(() => process.HasExited || Listens(port), TimeSpan.FromSeconds(20), "the registry listens", cancellationToken);
        if (process.HasExited)
        {
            await registry.DisposeAsync();
            throw new InvalidOperationException($"The registry did not start: {await errors}");
        }

        return registry;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Signal.EndAsync(_process, TimeSpan.FromSeconds(5));
        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static bool Listens(int port)
    {
        using var client = new TcpClient();
        client.Connect("127.0.0.1", port);
        return client.Connected;
    }

    private static string Configuration(string directory, int port, bool users) =>
        $$"""
        version: 0.1
        log: {level: error}
        storage:
          filesystem: {rootdirectory: {{directory}}/images}
          delete: {enabled: true}
        http: {addr: "127.0.0.1:{{port}}"}

        """
        + (users ? $"auth:\n  htpasswd: {{realm: tests, path: {directory}/users}}\n" : string.Empty);
}
