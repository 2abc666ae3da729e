using System.Net.Sockets;

namespace Dashboard.Testing;

/// <summary>containerd and dockerd of one private engine, with their folder and their network.</summary>
/// <remarks>
/// containerd is started here and not by dockerd: where the system runs one, dockerd would silently use that, and with it
/// the shims and the names of an engine that the tests did not start.
/// </remarks>
internal sealed class EngineProcesses : IAsyncDisposable
{
    private readonly EngineNetwork _network;
    private readonly bool _buildKit;
    private EngineDaemon? _containerd;
    private EngineDaemon? _dockerd;

    private EngineProcesses(EngineDirectory directory, EngineNetwork network, bool buildKit)
    {
        Directory = directory;
        (_network, _buildKit) = (network, buildKit);
    }

    public EngineDirectory Directory { get; }

    public static async Task<EngineProcesses> StartAsync(bool buildKit, CancellationToken cancellationToken)
    {
        var network = await EngineNetwork.CreateAsync(cancellationToken);
        var engine = new EngineProcesses(EngineDirectory.Create(), network, buildKit);
        try
        {
            await engine.StartContainerdAsync(cancellationToken);
            await engine.StartDaemonAsync(cancellationToken);
            return engine;
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }

    public async Task StartDaemonAsync(CancellationToken cancellationToken)
    {
        // A killed dockerd leaves its pid file, and the pid may be somebody else's by now.
        File.Delete(Directory.PidFile);
        await File.WriteAllTextAsync(Directory.DaemonConfig, _buildKit ? """{"features":{"buildkit":true}}""" : "{}", cancellationToken);
        using var http = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync });
        http.Timeout = TimeSpan.FromSeconds(5);
        _dockerd = await EngineDaemon.StartAsync(
            "dockerd",
            [
                "--config-file", Directory.DaemonConfig, "--host", $"unix://{Directory.Socket}", "--containerd", Directory.ContainerdSocket,
                "--data-root", Directory.DataRoot, "--exec-root", Directory.ExecRoot, "--pidfile", Directory.PidFile,
                "--bridge", _network.Bridge, "--default-address-pool", $"base={_network.Pool},size=24",
                "--iptables=false", "--ip6tables=false", "--userland-proxy=true",
                "--exec-opt", "native.cgroupdriver=cgroupfs", "--cgroup-parent", $"/dbt-{Directory.Id}",
                "--shutdown-timeout", "2", "--log-level", "warn",
            ],
            Directory.Id,
            async token => (await http.GetAsync(new Uri("http://engine/_ping"), token)).IsSuccessStatusCode,
            cancellationToken);
        Note();
    }

    public async Task EndDaemonAsync(int signal)
    {
        if (_dockerd is null)
        {
            return;
        }

        await _dockerd.EndAsync(signal);
        _dockerd.Dispose();
        _dockerd = null;
        Note();
    }

    public void Send(int signal) => (_dockerd ?? throw new InvalidOperationException("The engine is not running.")).Send(signal);

    /// <summary>Ends everything at once: nothing in a test engine is worth an orderly stop of its containers.</summary>
    public async ValueTask DisposeAsync()
    {
        await EndDaemonAsync(Signal.Kill);
        var sockets = await EngineLeftovers.FindShimSocketsAsync(Directory.Id);
        await EngineLeftovers.KillProcessesAsync(Directory.Id);
        if (_containerd is not null)
        {
            await _containerd.EndAsync(Signal.Kill);
            _containerd.Dispose();
        }

        foreach (var socket in sockets)
        {
            File.Delete(socket);
        }

        await EngineLeftovers.UnmountAsync(Directory.Path);
        EngineLeftovers.RemoveCgroups(Directory.Id);
        await _network.DeleteAsync();
        System.IO.Directory.Delete(Directory.Path, recursive: true);
    }

    private async Task StartContainerdAsync(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(
            Directory.ContainerdConfig,
            $"""
             version = 2
             root = "{Directory.ContainerdRoot}"
             state = "{Directory.ContainerdState}"
             disabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.internal.v1.opt"]
             [grpc]
             address = "{Directory.ContainerdSocket}"
             """,
            cancellationToken);
        _containerd = await EngineDaemon.StartAsync(
            "containerd",
            ["--config", Directory.ContainerdConfig, "--log-level", "warn"],
            Directory.Id,
            token => EngineDaemon.ListensAsync(Directory.ContainerdSocket, token),
            cancellationToken);
        Note();
    }

    private void Note() => Directory.Note(_network, new[] { _containerd?.Id, _dockerd?.Id }.OfType<int>());

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Directory.Socket), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
