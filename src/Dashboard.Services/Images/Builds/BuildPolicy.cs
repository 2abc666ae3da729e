using System.Net;
using Dashboard.Services.Access.Policy;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments.Spec;
using Dashboard.Services.Images.Builds.Dockerfiles;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Dashboard.Services.Images.Builds;

/// <summary>What a build may ask for: its RUN instructions are containers, so the creation policy judges them as such.</summary>
internal static class BuildPolicy
{
    private static readonly string[] _ownNetworks = ["", "default", "none", "bridge"];

    public static PolicyVerdict Judge(CommandContext context, BuildImage build)
    {
        var verdict = context.Policy.Judge(context.Actor, context.Environment, HostOf(build));
        var labels = context.Policy.JudgeImage(context.Actor, context.Environment, LabelEntry.ToMap(build.Labels));
        string[] network = _ownNetworks.Contains(build.Network) ? [] : [$"the network {build.Network}"];
        return verdict with { Violations = [.. verdict.Violations, .. labels.Violations, .. network] };
    }

    /// <summary>Judges what a Dockerfile has the engine contact, and what its RUN instructions ask for.</summary>
    /// <exception cref="EngineErrorException">Refused.</exception>
    public static async Task RequireReachAsync(CommandContext context, BuildImage build, string dockerfile, CancellationToken cancellationToken)
    {
        Dictionary<string, string> args = [];
        foreach (var arg in build.BuildArgs.Select(a => a.Text.Split('=', 2)).Where(a => a.Length == 2))
        {
            args[arg[0]] = arg[1];
        }

        var reach = DockerfileReach.Of(dockerfile, args, await PlatformsAsync(context, build, dockerfile, cancellationToken));
        await RequireAsync(context, reach, cancellationToken);
        foreach (var name in reach.Bases)
        {
            var triggers = await TriggersAsync(context, build, ImageReference.Of(name), cancellationToken);
            await RequireAsync(context, DockerfileReach.Of(string.Join('\n', triggers), args), cancellationToken);
        }
    }

    // What BuildKit sets: the platform that is asked for, or the engine's own.
    private static async Task<IReadOnlyDictionary<string, string>> PlatformsAsync(CommandContext context, BuildImage build, string dockerfile, CancellationToken cancellationToken)
    {
        if (!dockerfile.Contains("TARGET", StringComparison.Ordinal) && !dockerfile.Contains("BUILD", StringComparison.Ordinal))
        {
            return new Dictionary<string, string>();
        }

        var engine = await context.Connection.Client.System.GetVersionAsync(cancellationToken);
        var own = $"{engine.Os}/{engine.Arch}";
        return Variables("BUILD", own).Concat(Variables("TARGET", build.Platform is { Length: > 0 } asked ? asked : own)).ToDictionary();

        static IEnumerable<KeyValuePair<string, string>> Variables(string prefix, string platform)
        {
            var parts = platform.Split('/');
            return
            [
                new($"{prefix}PLATFORM", platform), new($"{prefix}OS", parts[0]), new($"{prefix}ARCH", parts.ElementAtOrDefault(1) ?? ""),
                new($"{prefix}VARIANT", parts.ElementAtOrDefault(2) ?? ""),
            ];
        }
    }

    private static Task RequireAsync(CommandContext context, DockerfileReach reach, CancellationToken cancellationToken) => reach.Violations.Count > 0
        ? throw new EngineErrorException(new EngineError(EngineErrorKind.Refused, $"{context.Actor.UserName} may not build so: {string.Join("; ", reach.Violations)}."))
        : context.Hosts.RequireAsync(reach.Hosts, cancellationToken);

    // The builder takes an image that is there, so one that is not is fetched before, and what it says is what will be done.
    private static async Task<IEnumerable<string>> TriggersAsync(CommandContext context, BuildImage build, ImageReference image, CancellationToken cancellationToken)
    {
        if (build.Pull || await FindAsync(context, image, cancellationToken) is null)
        {
            var puller = await ImagePuller.ForAsync(context, image, cancellationToken);
            await puller.PullAsync(image, build.Platform, _ => { }, context.Progress, cancellationToken);
        }

        return (await FindAsync(context, image, cancellationToken))?.Config?.OnBuild ?? [];
    }

    private static async Task<ImageInspectResponse?> FindAsync(CommandContext context, ImageReference image, CancellationToken cancellationToken)
    {
        try
        {
            return await context.Connection.Client.Images.InspectImageAsync(image.Value, cancellationToken);
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>The host part of the containers that its instructions run in.</summary>
    internal static HostSpec HostOf(BuildImage build) => new()
    {
        CgroupParent = build.Limits.CgroupParent,
        CpuPeriod = build.Limits.CpuPeriod ?? 0,
        CpuQuota = build.Limits.CpuQuota ?? 0,
        CpuShares = build.Limits.CpuShares ?? 0,
        CpusetCpus = build.Limits.CpusetCpus,
        CpusetMems = build.Limits.CpusetMems,
        ExtraHosts = [.. build.AddHosts.Select(h => h.ToString())],
        Memory = build.Limits.Memory?.Bytes ?? 0,
        MemorySwap = build.Limits.MemorySwap?.Bytes ?? 0,
        SecurityOpt = [.. build.Limits.SecurityOptions],
        ShmSize = build.Limits.ShmSize?.Bytes ?? 0,
        Ulimits = [.. build.Limits.Ulimits.Select(u => u.ToSpec())],
    };
}
