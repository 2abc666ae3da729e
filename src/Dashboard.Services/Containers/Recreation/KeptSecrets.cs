using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Containers.Recreation;

/// <summary>
/// A container that is made again keeps its secrets, also for who may not see them. Then only what can't bring them to light may be changed:
/// another program, image, mount, network or label could.
/// </summary>
internal static class KeptSecrets
{
    /// <summary>What may be changed all the same, as <see cref="SpecEdit.Change.Path"/> names it.</summary>
    private static readonly HashSet<string> _harmless =
    [
        .. new[]
        {
            nameof(HostSpec.BlkioWeight), nameof(HostSpec.CpuPeriod), nameof(HostSpec.CpuQuota), nameof(HostSpec.CpuShares), nameof(HostSpec.NanoCpus), nameof(HostSpec.CpusetCpus),
            nameof(HostSpec.CpusetMems), nameof(HostSpec.Memory), nameof(HostSpec.MemoryReservation), nameof(HostSpec.MemorySwap), nameof(HostSpec.PidsLimit),
            nameof(HostSpec.RestartPolicy), nameof(HostSpec.PortBindings), nameof(HostSpec.PublishAllPorts),
        }.Select(field => $"{nameof(ContainerSpec.HostConfig)}.{field}"),
        nameof(ContainerSpec.ExposedPorts), nameof(ContainerSpec.StopSignal), nameof(ContainerSpec.StopTimeout),
    ];

    /// <summary>Refuses an edit that keeps secrets for somebody who may not see them and could show them.</summary>
    /// <exception cref="EngineErrorException">Refused; the message names both.</exception>
    public static void Guard(CommandContext context, IReadOnlyList<string> kept, IEnumerable<SpecEdit.Change> changes)
    {
        var container = context.Targets[0].Container!;
        var telling = changes.Select(c => c.Path).Where(p => !_harmless.Contains(p)).ToList();
        if (kept.Count > 0 && telling.Count > 0 && !May(Right.RevealSecrets) && !May(Right.Exec))
        {
            throw new EngineErrorException(new EngineError(
                EngineErrorKind.Refused,
                $"{context.Actor.UserName} may not see {string.Join(", ", kept)} of {container.Name}, and a change of {string.Join(", ", telling)} could show it. "
                + "Change limits, ports, the restart policy or how it is stopped; or give new values."));
        }

        // Whoever may run a program in it reads its environment there.
        bool May(Right right) => context.Actor.May(right, context.Environment.Name, container.Details.Summary);
    }
}
