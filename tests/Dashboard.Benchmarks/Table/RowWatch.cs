using Microsoft.Playwright;

namespace Dashboard.Benchmarks.Table;

/// <summary>How long a row takes to follow.</summary>
internal static class RowWatch
{
    /// <summary>Milliseconds from <paramref name="act"/>, which changes the state of a container at once, to its changed row.</summary>
    public static async Task<double> MeasureAsync(IPage page, string name, Action act)
    {
        // The page notes the moment itself: asking it from here would measure the asking.
        await page.EvaluateAsync(
            """
            name => {
              window.changed = new Promise(done => {
                const row = document.querySelector(`tr[data-container="${name}"]`);
                const before = row.dataset.state;
                new MutationObserver((_, observer) => {
                  if (row.dataset.state !== before) { observer.disconnect(); done(performance.timeOrigin + performance.now()); }
                }).observe(row, { attributes: true, attributeFilter: ["data-state"] });
              });
            }
            """,
            name);
        var start = (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;
        act();
        return await page.EvaluateAsync<double>("() => window.changed") - start;
    }
}
