using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dashboard.Testing;

/// <summary>
/// A real nginx or Caddy with TLS on a loopback port, in the foreground of a process of ours and with a folder of its own: nothing of one that the
/// system may run is touched.
/// </summary>
public sealed class ReverseProxy : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _directory;
    private readonly ConcurrentQueue<string> _log = new();

    private ReverseProxy(Process process, string directory, int port)
    {
        (_process, _directory) = (process, directory);
        Address = new Uri($"https://localhost:{port}/");
        _ = KeepAsync(process.StandardOutput);
        _ = KeepAsync(process.StandardError);
    }

    /// <summary>Where it listens, with a slash at the end.</summary>
    public Uri Address { get; }

    /// <summary>Starts nginx.</summary>
    /// <param name="server">What belongs in <c>http { }</c>, made from the port and the paths of certificate and key.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static Task<ReverseProxy> StartNginxAsync(Func<int, string, string, string> server, CancellationToken cancellationToken) => StartAsync(
        (port, directory, certificate, key) =>
        {
            var file = Path.Combine(directory, "nginx.conf");
            var temporary = string.Join('\n', ((string[])["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]).Select(kind => $"{kind}_temp_path {directory}/{kind};"));
            File.WriteAllText(
                file,
                $$"""
                  daemon off;
                  master_process off;
                  pid {{directory}}/nginx.pid;
                  error_log stderr warn;
                  events { }
                  http {
                  access_log off;
                  {{temporary}}
                  {{server(port, certificate, key)}}
                  }
                  """);
            return Cli.Start("nginx", ["-p", directory, "-c", file, "-e", "stderr"], null);
        },
        cancellationToken);

    /// <summary>Starts Caddy.</summary>
    /// <param name="site">Its sites, made from the port and the paths of certificate and key.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static Task<ReverseProxy> StartCaddyAsync(Func<int, string, string, string> site, CancellationToken cancellationToken) => StartAsync(
        (port, directory, certificate, key) =>
        {
            var file = Path.Combine(directory, "Caddyfile");
            File.WriteAllText(file, $"{{\nadmin off\nauto_https disable_redirects\n}}\n{site(port, certificate, key)}\n");
            var environment = new Dictionary<string, string> { ["HOME"] = directory, ["XDG_DATA_HOME"] = directory, ["XDG_CONFIG_HOME"] = directory };
            return Cli.Start("caddy", ["run", "--config", file, "--adapter", "caddyfile"], environment);
        },
        cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Signal.EndAsync(_process, TimeSpan.FromSeconds(10));
        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static async Task<ReverseProxy> StartAsync(Func<int, string, string, string, Process> start, CancellationToken cancellationToken)
    {
        var directory = TestRun.NewDirectory("proxy");
        var port = LoopbackPort.Free();
        var (certificate, key) = WriteCertificate(directory);
        var proxy = new ReverseProxy(start(port, directory, certificate, key), directory, port);
        try
        {
            using var http = SelfMadeHttps.Client();
            await Eventually.ThatAsync(
                async () => proxy._process.HasExited || (await http.GetAsync(new Uri(proxy.Address, "healthz"), cancellationToken)).IsSuccessStatusCode,
                TimeSpan.FromSeconds(20), "the proxy answers", cancellationToken);
            return proxy._process.HasExited ? throw new InvalidOperationException($"it ended with {proxy._process.ExitCode}") : proxy;
        }
        catch (Exception error)
        {
            await proxy.DisposeAsync();
            throw new InvalidOperationException($"The proxy did not start: {error.Message}\n{string.Join('\n', proxy._log)}", error);
        }
    }

    private static (string Certificate, string Key) WriteCertificate(string directory)
    {
        using var key = ECDsa.Create();
        key.GenerateKey(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var files = (Path.Combine(directory, "cert.pem"), Path.Combine(directory, "key.pem"));
        File.WriteAllText(files.Item1, made.ExportCertificatePem());
        File.WriteAllText(files.Item2, key.ExportPkcs8PrivateKeyPem());
        return files;
    }

    private async Task KeepAsync(StreamReader stream)
    {
        while (await stream.ReadLineAsync() is { } line)
        {
            _log.Enqueue(line);
        }
    }
}
