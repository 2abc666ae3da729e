using Dashboard.Services.Commands;
using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Containers.Creation;

/// <summary>Reads the <c>--health-*</c> options.</summary>
internal static class HealthSpecs
{
    /// <summary>The check; null leaves it to the image.</summary>
    /// <exception cref="CommandLineException">Worded as the docker CLI does.</exception>
    public static HealthSpec? Read(HealthOptions options)
    {
        var command = string.IsNullOrEmpty(options.Command) ? null : options.Command;
        (string Name, long Value)[] numbers =
        [
            ("interval", options.Interval?.Nanoseconds ?? 0), ("timeout", options.Timeout?.Nanoseconds ?? 0), ("retries", options.Retries ?? 0),
            ("start-period", options.StartPeriod?.Nanoseconds ?? 0), ("start-interval", options.StartInterval?.Nanoseconds ?? 0),
        ];
        var given = command is not null || Array.Exists(numbers, n => n.Value != 0);
        if (options.None)
        {
            return given ? throw new CommandLineException("--no-healthcheck conflicts with --health-* options") : new HealthSpec { Test = ["NONE"] };
        }

        foreach (var (name, value) in numbers)
        {
            if (value < 0)
            {
                throw new CommandLineException($"--health-{name} cannot be negative");
            }
        }

        long? Number(int index) => numbers[index].Value == 0 ? null : numbers[index].Value;
        return !given ? null : new HealthSpec
        {
            Test = command is null ? null : ["CMD-SHELL", command],
            Interval = Number(0),
            Timeout = Number(1),
            Retries = Number(2),
            StartPeriod = Number(3),
            StartInterval = Number(4),
        };
    }
}
