using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Containers.Recreation;

/// <summary>
/// What a container has of its image. The engine shows both as one; kept, it would pin the old image's command and environment when the
/// container is made again from a newer image.
/// </summary>
internal static class ImageShare
{
    /// <summary><paramref name="container"/> without what equals its <paramref name="image"/>.</summary>
    public static ContainerSpec TakeOut(ContainerSpec container, ContainerSpec image)
    {
        var sameEntrypoint = Same(container.Entrypoint, image.Entrypoint);
        return container with
        {
            // A command of the image's counts only together with the image's entrypoint.
            Cmd = sameEntrypoint && Same(container.Cmd, image.Cmd) ? null : container.Cmd,
            Entrypoint = sameEntrypoint ? null : container.Entrypoint,
            Env = container.Env?.Except(image.Env ?? []).ToList() is { Count: > 0 } env ? env : null,
            Labels = Except(container.Labels, image.Labels),
            ExposedPorts = Except(container.ExposedPorts, image.ExposedPorts),
            User = container.User == image.User ? "" : container.User,
            WorkingDir = container.WorkingDir == image.WorkingDir ? "" : container.WorkingDir,
            StopSignal = container.StopSignal == image.StopSignal ? null : container.StopSignal,
            Healthcheck = SameHealth(container.Healthcheck, image.Healthcheck) ? null : container.Healthcheck,
            Shell = Same(container.Shell, image.Shell) ? null : container.Shell,
            OnBuild = null,
            ArgsEscaped = null,
        };
    }

    private static bool Same(IReadOnlyList<string>? a, IReadOnlyList<string>? b) => (a ?? []).SequenceEqual(b ?? []);

    private static bool SameHealth(HealthSpec? a, HealthSpec? b) => a is null || b is null
        ? a is null && b is null
        : Same(a.Test, b.Test) && (a with { Test = null, Unknown = null }) == (b with { Test = null, Unknown = null });

    private static Dictionary<string, T>? Except<T>(IReadOnlyDictionary<string, T>? all, IReadOnlyDictionary<string, T>? image) =>
        all?.Except(image ?? new Dictionary<string, T>()).ToDictionary() is { Count: > 0 } own ? own : null;
}
