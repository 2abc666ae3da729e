using Dashboard.Services.Access.Policy;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments.Spec;
using Dashboard.Services.Images.Builds.Dockerfiles;

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

        var reach = DockerfileReach.Of(dockerfile, args);
        if (reach.Violations.Count > 0)
        {
            throw new EngineErrorException(new EngineError(
                EngineErrorKind.Refused, $"{context.Actor.UserName} may not build so: {string.Join("; ", reach.Violations)}."));
        }

        await context.Hosts.RequireAsync(reach.Hosts, cancellationToken);
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
