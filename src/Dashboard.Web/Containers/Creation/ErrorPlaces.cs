using System.Text.RegularExpressions;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;

namespace Dashboard.Web.Containers.Creation;

/// <summary>Which field an error of the engine, the docker CLI or the policy is about, as far as its words tell.</summary>
internal static partial class ErrorPlaces
{
    // In this order: the first that fits.
    private static readonly (Regex Words, string Place)[] _known =
    [
        (ContainerName(), "--name"), (Port(), "--publish"), (Volume(), "--volume"), (Image(), RunDraft.ImagePlace),
        (Program(), RunDraft.ArgumentsPlace), (Restart(), "--restart"), (Network(), "--network"), (Cpus(), "--cpus"), (Memory(), "--memory"),
    ];

    /// <summary>An option's name, <see cref="RunDraft.ImagePlace"/> or <see cref="RunDraft.ArgumentsPlace"/>; null when it can't be told.</summary>
    public static string? Of(string message)
    {
        var named = Option().Matches(message).Select(m => m.Value)
            .FirstOrDefault(CommandCatalogue.Default.For(new RunContainer()).OptionNames.Contains);
        return named ?? Array.Find(_known, k => k.Words.IsMatch(message)).Place;
    }

    [GeneratedRegex(@"--[a-z][a-z0-9-]+")]
    private static partial Regex Option();

    [GeneratedRegex(@"container name|Invalid container name", RegexOptions.IgnoreCase)]
    private static partial Regex ContainerName();

    [GeneratedRegex(@"port is already allocated|address already in use|containerPort|hostPort|host Ports|invalid proto|no port specified|invalid IP address|publish opts|\bport\b.*\b(out of range|invalid)", RegexOptions.IgnoreCase)]
    private static partial Regex Port();

    [GeneratedRegex(@"volume|mount path|bind source|invalid spec|invalid mode|the host path|the path \S+ is relative|duplicate mount point", RegexOptions.IgnoreCase)]
    private static partial Regex Volume();

    [GeneratedRegex(@"no such image|pull access denied|manifest|repository|invalid reference format|registry|unable to find image|dial tcp: lookup", RegexOptions.IgnoreCase)]
    private static partial Regex Image();

    [GeneratedRegex(@"executable file not found|no command specified|unable to start container process|exec: ", RegexOptions.IgnoreCase)]
    private static partial Regex Program();

    [GeneratedRegex(@"restart policy|retry count", RegexOptions.IgnoreCase)]
    private static partial Regex Restart();

    [GeneratedRegex(@"\bnetwork\b", RegexOptions.IgnoreCase)]
    private static partial Regex Network();

    [GeneratedRegex(@"\bCPUs?\b", RegexOptions.IgnoreCase)]
    private static partial Regex Cpus();

    [GeneratedRegex(@"memory", RegexOptions.IgnoreCase)]
    private static partial Regex Memory();
}
