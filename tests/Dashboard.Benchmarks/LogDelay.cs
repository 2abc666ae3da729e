using Dashboard.Services.Commands;
using Dashboard.Services.Logs;
using Dashboard.Testing;

namespace Dashboard.Benchmarks;

/// <summary>How long a line takes from the container to a viewer, at some 100 lines a second: by the engine's own time of each line.</summary>
internal static class LogDelay
{
    private const int Lines = 1000;
    private const string Name = "steady";

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var engine = await PrivateEngine.StartAsync(cancellationToken);
        await using var services = await ServiceHost.StartAsync(engine.DockerHost, cancellationToken);
        await engine.RunContainerAsync(Name, [], ["sh", "-c", "while :; do echo line; sleep 0.008; done"], cancellationToken);
        List<double> delays = [];
        var batches = services.Get<ILogs>().FollowAsync(ServiceHost.Admin, services.Local, ResourceName.Of(Name), new LogRequest(0, null), cancellationToken);
        var skip = 100;
        await foreach (var batch in batches)
        {
            var now = (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
            LogBatch.Read(batch.AsSpan(LogBatch.NumberLength), line =>
            {
                if (line.Kind == LogKind.Stdout && --skip < 0)
                {
                    delays.Add((now - line.Timestamp) / 1e6);
                }
            });
            if (delays.Count >= Lines)
            {
                break;
            }
        }

        Figures.PrintP95("from the engine's time of a line to the viewer", "ms", delays);
    }
}
