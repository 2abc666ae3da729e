using Dashboard.Services.Commands;
using Dashboard.Services.Containers;

namespace Dashboard.Testing;

/// <summary>Makes container details for tests; every part has a sensible default.</summary>
public static class DetailsBuilder
{
    /// <summary>What an inspect of <paramref name="container"/> tells.</summary>
    public static ContainerDetails Details(ContainerSummary container, EquatableList<EnvironmentVariable>? environment = null)
    {
        ArgumentNullException.ThrowIfNull(container);
        return new ContainerDetails
        {
            Summary = container,
            ImageId = $"sha256:{ContainerBuilder.IdOf(container.Image)}",
            CommandLine = container.Command,
            User = "",
            WorkingDirectory = "",
            HostName = container.ShortId,
            HasTty = false,
            Started = container.Created,
            ExitCode = container.ExitCode ?? 0,
            OomKilled = false,
            Error = "",
            RestartCount = 0,
            RestartPolicy = "no",
            LogDriver = "json-file",
            Environment = environment ?? [],
        };
    }
}
