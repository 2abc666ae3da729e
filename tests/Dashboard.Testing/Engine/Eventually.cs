using System.Diagnostics;

namespace Dashboard.Testing;

/// <summary>Waits for a condition by asking for it, never by a fixed delay.</summary>
public static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits up to 15 s, far more than anything here should take, until the condition holds.</summary>
    /// <exception cref="TimeoutException">It never did; the message says what was waited for.</exception>
    public static Task ThatAsync(Func<bool> condition, string what) => ThatAsync(condition, TimeSpan.FromSeconds(15), what);

    /// <summary>Waits until the condition holds.</summary>
    /// <param name="condition">Asked again and again; an exception counts as "not yet".</param>
    /// <param name="within">The deadline.</param>
    /// <param name="what">What is waited for, as it will stand in the failure: "the row shows exited".</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">The condition did not hold in time.</exception>
    public static Task ThatAsync(Func<bool> condition, TimeSpan within, string what, CancellationToken cancellationToken = default) =>
        ThatAsync(() => Task.FromResult(condition()), within, what, cancellationToken);

    /// <inheritdoc cref="ThatAsync(Func{bool}, TimeSpan, string, CancellationToken)"/>
    public static Task ThatAsync(Func<Task<bool>> condition, TimeSpan within, string what, CancellationToken cancellationToken = default) =>
        ValueAsync(async () => await condition() ? "yes" : null, within, what, cancellationToken);

    /// <summary>Waits until the probe gives a value and returns it.</summary>
    /// <inheritdoc cref="ThatAsync(Func{bool}, TimeSpan, string, CancellationToken)"/>
    public static async Task<T> ValueAsync<T>(
        Func<Task<T?>> probe, TimeSpan within, string what, CancellationToken cancellationToken = default)
        where T : class
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Interval);
        while (true)
        {
            Exception? last = null;
            try
            {
                if (await probe() is { } value)
                {
                    return value;
                }
            }
            catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                last = error;
            }

            if (watch.Elapsed >= within)
            {
                throw new TimeoutException($"Not within {within.TotalSeconds:0.#} s: {what}. {last?.Message}".TrimEnd(), last);
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
