using System.Text;
using Dashboard.Services.Commands;
using Dashboard.Services.Logs;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Logs;

/// <summary>A log being followed by a test: all its records so far.</summary>
internal sealed class FollowedLog : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Record> _lines = [];

    public FollowedLog(ServiceHost services, string container, LogRequest request) => Completion = ReadAsync(services, container, request);

    public Task Completion { get; }

    public IReadOnlyList<Record> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public async Task UntilAsync(Func<IReadOnlyList<Record>, bool> condition)
    {
        await Eventually.ThatAsync(
            () => Completion.IsFaulted || condition(Lines), TimeSpan.FromSeconds(30), "the log holds what is waited for");
        if (Completion.IsFaulted)
        {
            await Completion;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task ReadAsync(ServiceHost services, string container, LogRequest request)
    {
        var batches = services.Get<ILogs>().FollowAsync(ServiceHost.Admin, services.Local, ResourceName.Of(container), request, _stop.Token);
        await foreach (var batch in batches)
        {
            lock (_lines)
            {
                LogBatch.Read(batch.AsSpan(LogBatch.NumberLength), line => _lines.Add(new Record(line.Kind, line.Timestamp, Encoding.UTF8.GetString(line.Text))));
            }
        }
    }

    public sealed record Record(LogKind Kind, long Timestamp, string Text);
}
