using System.Diagnostics;
using System.Globalization;
using Dashboard.Services.Commands;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Dashboard.Services.Containers.Recreation;

/// <summary>
/// Whether a container that was just started counts as running: a program that ends at once with an error was started too, as far as the
/// engine is concerned, and so was one whose health check fails.
/// </summary>
internal sealed class StartedContainer(IContainerOperations containers, string id)
{
    // However long a check would take by its own measures.
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(10);

    // How long it must stay up, and the pause between two looks at its health.
    private static readonly TimeSpan _settling = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _between = TimeSpan.FromMilliseconds(250);

    // The engine's defaults for what a check leaves open.
    private static readonly TimeSpan _defaultInterval = TimeSpan.FromSeconds(30);
    private const int DefaultRetries = 3;

    private const int MostOutput = 300;

    /// <summary>Returns once it counts as running.</summary>
    /// <param name="waitsForHealth">Whether its health check, if it has one, must say so too.</param>
    /// <param name="waitTimeout">Seconds until that must be decided; null is as long as the check itself may take.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="EngineErrorException">Failed: it ended or is unhealthy, or its health was not decided in time.</exception>
    public async Task ConfirmAsync(bool waitsForHealth, int? waitTimeout, CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        await Task.Delay(_settling, cancellationToken);
        while (true)
        {
            var made = await containers.InspectContainerAsync(id, cancellationToken);
            var state = made.State!;
            ThrowIfEnded(made, state);
            if (!waitsForHealth || !state.Running || state.Health?.Status is null or "" or "none" or "healthy")
            {
                return;
            }

            if (state.Health.Status == "unhealthy")
            {
                throw Failed($"The health check of the new container fails{Output(state.Health)}");
            }

            var limit = waitTimeout is { } seconds ? TimeSpan.FromSeconds(seconds) : Longest(made.Config?.Healthcheck);
            if (Stopwatch.GetElapsedTime(since) > limit)
            {
                throw Failed(string.Create(
                    CultureInfo.InvariantCulture, $"The health check of the new container has not decided within {limit.TotalSeconds:0} s (--wait-timeout){Output(state.Health)}"));
            }

            await Task.Delay(_between, cancellationToken);
        }
    }

    private static void ThrowIfEnded(ContainerInspectResponse made, State state)
    {
        var error = string.IsNullOrEmpty(state.Error) ? "" : $": {state.Error}";
        if (state.Restarting || made.RestartCount > 0)
        {
            // While it runs once more, the code of its last end is forgotten.
            var code = state.ExitCode == 0 ? "" : $" with exit code {state.ExitCode}";
            throw Failed($"The new container keeps ending{code} and being started again{error}.");
        }

        if (!state.Running && state.ExitCode != 0)
        {
            throw Failed($"The new container ended with exit code {state.ExitCode}{error}.");
        }
    }

    // By then the engine has decided, even if every check takes as long as it may.
    private static TimeSpan Longest(HealthcheckConfig? check)
    {
        var interval = check?.Interval is { Ticks: > 0 } given ? given : _defaultInterval;
        var timeout = check?.Timeout is { Ticks: > 0 } most ? most : _defaultInterval;
        var retries = check?.Retries is > 0 and var times ? times : DefaultRetries;
        var decided = (check?.StartPeriod ?? TimeSpan.Zero) + ((interval + timeout) * (retries + 1));
        return decided < _longest ? decided : _longest;
    }

    private static string Output(Health health)
    {
        var said = health.Log?.LastOrDefault()?.Output?.Trim() ?? "";
        return said.Length == 0 ? "." : $": {(said.Length > MostOutput ? $"{said[..MostOutput]}…" : said)}";
    }

    private static EngineErrorException Failed(string message) => new(new EngineError(EngineErrorKind.Failed, message));
}
