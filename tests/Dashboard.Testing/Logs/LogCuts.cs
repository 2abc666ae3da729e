using System.Globalization;
using System.Text;
using Dashboard.Services.Commands;
using Dashboard.Services.Logs;

namespace Dashboard.Testing;

/// <summary>
/// Follows a container that writes some 5,000 numbered lines a second while connections break at random: the viewer's, the dashboard's to
/// the engine, and the dashboard itself being restarted.
/// </summary>
public sealed class LogCuts : IAsyncDisposable
{
    // Some 100 lines each 20 ms.
    private const string Writer = "BEGIN { for (;;) { for (k = 0; k < 100; k++) print ++i; fflush(); system(\"sleep 0.02\") } }";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly PrivateEngine _engine;
    private readonly FaultyEngine _between;
    private readonly string _container;
    private readonly string _data = TestRun.NewDirectory("log-cuts");
    private readonly List<string> _lines = [];
    private ServiceHost _services = null!;
    private long? _last;

    private LogCuts(PrivateEngine engine, FaultyEngine between, string container) => (_engine, _between, _container) = (engine, between, container);

    /// <summary>Cuts so many times.</summary>
    /// <param name="engine">The container runs there.</param>
    /// <param name="container">Name to give to it.</param>
    /// <param name="cuts">How many; one in ten restarts the dashboard, four in ten break the connection to the engine.</param>
    /// <param name="random">Which, and after how many lines.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Lines that docker logs prints afterwards, how many of them the viewer did not get, and how many it got more than once.</returns>
    public static async Task<(int Lines, int Lost, int Doubled)> RunAsync(
        PrivateEngine engine, string container, int cuts, Random random, CancellationToken cancellationToken)
    {
        await using var run = new LogCuts(engine, await FaultyEngine.StartAsync(engine.DockerHost), container);
        await run.StartAsync(cancellationToken);
        await engine.RunContainerAsync(container, [], ["awk", Writer], cancellationToken);
        for (var cut = 1; cut <= cuts; cut++)
        {
            var until = run._lines.Count + random.Next(20, 1500);
            await run.FollowAsync(() => run._lines.Count >= until, breakEngine: cut % 10 is 2 or 4 or 6 or 8, cancellationToken);
            if (cut % 10 == 5)
            {
                await run._services.DisposeAsync();
                await run.StartAsync(cancellationToken);
            }
        }

        (await engine.DockerAsync(cancellationToken, "kill", container)).EnsureSuccess();
        var printed = (await engine.DockerAsync(cancellationToken, "logs", container)).EnsureSuccess().Text.Split('\n');
        await run.FollowAsync(() => run._lines.Count > 0 && run._lines[^1] == printed[^1], breakEngine: false, cancellationToken);
        var got = run._lines.CountBy(l => l).ToDictionary();
        return (printed.Length, printed.Count(l => !got.ContainsKey(l)), got.Count(l => l.Value > 1) + (run._lines.SequenceEqual(printed) ? 0 : got.Keys.Except(printed).Count()));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _between.DisposeAsync();
        await _engine.DockerAsync(CancellationToken.None, "rm", "-f", _container);
        Directory.Delete(_data, recursive: true);
    }

    private async Task StartAsync(CancellationToken cancellationToken) => _services = await ServiceHost.StartAsync(
        _between.DockerHost, new Dictionary<string, string?> { ["Dashboard:DataDirectory"] = _data }, cancellationToken);

    // A viewer that connects, goes on after what it has, and breaks off once it has enough; the engine's connection breaks half way.
    private async Task FollowAsync(Func<bool> isEnough, bool breakEngine, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(Patience);
        var batches = _services.Get<ILogs>().FollowAsync(
            ServiceHost.Admin, _services.Local, ResourceName.Of(_container), new LogRequest(null, null, _last), stop.Token);
        await foreach (var batch in batches)
        {
            var number = LogBatch.First(batch);
            LogBatch.Read(batch.AsSpan(LogBatch.NumberLength), line =>
            {
                _last = number++;
                if (line.Kind is LogKind.Stdout or LogKind.Gap or LogKind.Skipped)
                {
                    _lines.Add(line.Kind == LogKind.Stdout ? Encoding.UTF8.GetString(line.Text) : string.Create(CultureInfo.InvariantCulture, $"{line.Kind} at {_last}"));
                }
            });
            if (breakEngine)
            {
                _between.Cut();
                breakEngine = false;
            }

            if (isEnough())
            {
                return;
            }
        }

        throw new InvalidOperationException($"Following ended by itself after {_lines.Count} lines.");
    }
}
