using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dashboard.Testing;

/// <summary>
/// An image registry on loopback, where every engine accepts plain HTTP, and certificates that nobody signed; optionally with one user.
/// </summary>
public sealed class TestRegistry : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _directory;

    private TestRegistry(Process process, string directory, int port, bool tls)
    {
        Address = new Uri($"{(tls ? "https" : "http")}://127.0.0.1:{port}/");
        _process = process;
        _directory = directory;
        Host = $"127.0.0.1:{port}";
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
    }

    /// <summary>Host and port, the first part of an image reference.</summary>
    public string Host { get; }

    /// <summary>The registry's API.</summary>
    public Uri Address { get; }

    /// <summary>Starts an empty registry.</summary>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <param name="user">The only user who may pull and push; without one everybody may.</param>
    /// <param name="password">That user's password.</param>
    /// <param name="tls">Whether it speaks TLS, with a certificate of its own making.</param>
    public static async Task<TestRegistry> StartAsync(CancellationToken cancellationToken, string? user = null, string? password = null, bool tls = false)
    {
        var directory = TestRun.NewDirectory("registry");
        var port = LoopbackPort.Free();
        var config = Path.Combine(directory, "config.yml");
        await File.WriteAllTextAsync(config, Configuration(directory, port, user is not null, tls), cancellationToken);
        if (tls)
        {
            await WriteCertificateAsync(directory, cancellationToken);
        }

        if (user is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(directory, "users"), $"{user}:{Bcrypt.Hash(password ?? string.Empty)}\n", cancellationToken);
        }

        var process = Cli.Start("docker-registry", ["serve", config], null);
        var registry = new TestRegistry(process, directory, port, tls);
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

    private static async Task WriteCertificateAsync(string directory, CancellationToken cancellationToken)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddDays(1));
        await File.WriteAllTextAsync(Path.Combine(directory, "tls.crt"), certificate.ExportCertificatePem(), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(directory, "tls.key"), key.ExportPkcs8PrivateKeyPem(), cancellationToken);
    }

    private static string Configuration(string directory, int port, bool users, bool tls) =>
        $$"""
        version: 0.1
        log: {level: error}
        storage:
          filesystem: {rootdirectory: {{directory}}/images}
          delete: {enabled: true}
        http:
          addr: "127.0.0.1:{{port}}"

        """
        + (tls ? $"  tls: {{certificate: {directory}/tls.crt, key: {directory}/tls.key}}\n" : string.Empty)
        + (users ? $"auth:\n  htpasswd: {{realm: tests, path: {directory}/users}}\n" : string.Empty);
}
