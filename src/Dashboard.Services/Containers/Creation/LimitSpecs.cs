using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Containers.Creation;

/// <summary>The one way from limits to the engine's request, whether a container is made with them or changed to them.</summary>
internal static class LimitSpecs
{
    /// <summary>
    /// <paramref name="spec"/> with <paramref name="limits"/>. What is not asked for is 0, which both requests take for "not asked for"; where
    /// 0 or "" would say something to <c>docker update</c>, it stays as it is in <paramref name="spec"/>.
    /// </summary>
    public static TSpec Apply<TSpec>(TSpec spec, ResourceLimits limits)
        where TSpec : ResourceSpec
    {
        ResourceSpec limited = spec with
        {
            BlkioWeight = limits.BlkioWeight ?? 0,
            CpuPeriod = limits.CpuPeriod ?? 0,
            CpuQuota = limits.CpuQuota ?? 0,
            CpuRealtimePeriod = limits.CpuRealtimePeriod ?? 0,
            CpuRealtimeRuntime = limits.CpuRealtimeRuntime ?? 0,
            CpuShares = limits.CpuShares ?? 0,
            CpusetCpus = limits.CpusetCpus ?? spec.CpusetCpus,
            CpusetMems = limits.CpusetMems ?? spec.CpusetMems,
            Memory = limits.Memory?.Bytes ?? 0,
            MemoryReservation = limits.MemoryReservation?.Bytes ?? 0,
            MemorySwap = limits.MemorySwap?.Bytes ?? 0,
            NanoCpus = limits.Cpus?.NanoCpus ?? 0,
            PidsLimit = limits.PidsLimit ?? spec.PidsLimit,
        };
        return (TSpec)limited;
    }
}
