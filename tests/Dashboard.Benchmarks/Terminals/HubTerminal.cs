using System.Text;
using System.Threading.Channels;
using Dashboard.Testing;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Benchmarks.Terminals;

/// <summary>A terminal of the real program, over its hub, with a program instead of a browser before it.</summary>
internal sealed class HubTerminal : IAsyncDisposable
{
    private readonly HubConnection _connection;
    private readonly Channel<byte[]> _frames = Channel.CreateUnbounded<byte[]>();

    private HubTerminal(HubConnection connection) => _connection = connection;

    /// <summary>A token of somebody who may everything.</summary>
    public static async Task<string> TokenAsync(DashboardProcess dashboard, CancellationToken cancellationToken)
    {
        var file = Path.Combine(dashboard.DataDirectory, "bench-password");
        await File.WriteAllTextAsync(file, "a long password for a benchmark", cancellationToken);
        (await dashboard.RunSubcommandAsync(cancellationToken, "admin", "create", "--name", "bench", "--password-file", file)).EnsureSuccess();
        return (await dashboard.RunSubcommandAsync(cancellationToken, "token", "create", "--user", "bench", "--name", "bench")).EnsureSuccess().Stdout.Trim();
    }

    public static async Task<HubTerminal> OpenAsync(Uri address, string token, string container, string[] command, CancellationToken cancellationToken)
    {
        var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(address, "hubs/terminals"), HttpTransportType.WebSockets, http =>
            {
                http.SkipNegotiation = true;
                http.Headers["Authorization"] = $"Bearer {token}";
            })
            .AddMessagePackProtocol()
            .Build();
        await connection.StartAsync(cancellationToken);
        var terminal = new HubTerminal(connection);
        _ = terminal.ReadAsync(container, command, cancellationToken);
        await terminal.OpenedAsync(cancellationToken);
        return terminal;
    }

    public Task SendAsync(string keys, CancellationToken cancellationToken) => _connection.SendAsync("Input", Encoding.ASCII.GetBytes(keys), cancellationToken);

    /// <summary>Reads until <paramref name="end"/> has come.</summary>
    public async Task UntilAsync(string end, CancellationToken cancellationToken)
    {
        var last = "";
        while (!last.Contains(end, StringComparison.Ordinal))
        {
            var frame = await _frames.Reader.ReadAsync(cancellationToken);
            if (frame[0] != 0)
            {
                continue;
            }

            var text = Encoding.UTF8.GetString(frame.AsSpan(1));
            last = last[Math.Max(0, last.Length - 200)..] + text;
        }
    }

    public async ValueTask DisposeAsync() => await _connection.DisposeAsync();

    // Keys that come before the session is there are lost.
    private async Task OpenedAsync(CancellationToken cancellationToken)
    {
        while ((await _frames.Reader.ReadAsync(cancellationToken))[0] != 3)
        {
        }
    }

    private async Task ReadAsync(string container, string[] command, CancellationToken cancellationToken)
    {
        var unacknowledged = 0;
        try
        {
            await foreach (var frame in _connection.StreamAsync<byte[]>("Open", "local", container, command, "", 80, 24, cancellationToken))
            {
                _frames.Writer.TryWrite(frame);
                if (frame[0] == 0 && (unacknowledged += frame.Length - 1) >= 32 * 1024)
                {
                    await _connection.SendAsync("Ack", unacknowledged, cancellationToken);
                    unacknowledged = 0;
                }
            }

            _frames.Writer.TryComplete();
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or Microsoft.AspNetCore.SignalR.HubException or InvalidOperationException)
        {
            _frames.Writer.TryComplete(e);
        }
    }
}
