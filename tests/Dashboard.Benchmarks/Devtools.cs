using Microsoft.Playwright;

namespace Dashboard.Benchmarks;

/// <summary>What Chromium tells of a page over its DevTools protocol.</summary>
internal sealed class Devtools : IAsyncDisposable
{
    private static readonly string[] _parts = ["usedSize", "embedderHeapUsedSize", "backingStorageSize"];
    private readonly ICDPSession _session;

    private Devtools(ICDPSession session) => _session = session;

    public static async Task<Devtools> OpenAsync(IPage page) => new(await page.Context.NewCDPSessionAsync(page));

    /// <summary>Bytes of JavaScript objects, of the DOM and of typed arrays' storage, after a collection of garbage.</summary>
    public async Task<double> HeapAsync()
    {
        await _session.SendAsync("HeapProfiler.collectGarbage");
        var usage = (await _session.SendAsync("Runtime.getHeapUsage"))!.Value;
        return _parts.Sum(name => usage.TryGetProperty(name, out var bytes) ? bytes.GetDouble() : 0);
    }

    public async ValueTask DisposeAsync() => await _session.DetachAsync();
}
